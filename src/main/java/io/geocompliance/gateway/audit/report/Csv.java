package io.geocompliance.gateway.audit.report;

import java.util.List;
import java.util.stream.Collectors;

/** Tables as RFC 4180 writes them. */
final class Csv {

    private Csv() {}

    static String of(Table table) {
        StringBuilder text = new StringBuilder(row(table.columns()));
        table.rows().forEach(row -> text.append(row(row)));
        return text.toString();
    }

    private static String row(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** A cell that a spreadsheet would take for a formula begins with an apostrophe. */
    private static String cell(String value) {
        String safe = value.isEmpty() || "=+-@\t\r".indexOf(value.charAt(0)) < 0 ? value : "'" + value;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? "\"" + safe.replace("\"", "\"\"") + "\""
                : safe;
    }
}
