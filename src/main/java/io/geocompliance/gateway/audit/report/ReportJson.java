package io.geocompliance.gateway.audit.report;

import io.geocompliance.gateway.audit.verify.Verification;
import java.util.List;

/** Tables as JSON: texts as they are shown, because a cell may say {@code <10}. */
final class ReportJson {

    private final StringBuilder text = new StringBuilder();

    private ReportJson() {}

    static String of(List<Section> sections, Verification found) {
        ReportJson json = new ReportJson();
        json.text.append("{\n  \"standing\": ");
        json.strings(Report.standing(found));
        json.text.append(",\n  \"tables\": {");
        String comma = "\n";
        for (Section section : sections) {
            for (Table table : section.tables()) {
                json.text.append(comma).append("    ");
                json.string(table.id());
                json.text.append(": ");
                json.table(table);
                comma = ",\n";
            }
        }
        return json.text.append("\n  }\n}\n").toString();
    }

    private void table(Table table) {
        text.append('[');
        for (int i = 0; i < table.rows().size(); i++) {
            text.append(i == 0 ? "\n      {" : ",\n      {");
            List<String> row = table.rows().get(i);
            for (int column = 0; column < row.size(); column++) {
                text.append(column == 0 ? "" : ", ");
                string(table.columns().get(column));
                text.append(": ");
                string(row.get(column));
            }
            text.append('}');
        }
        text.append(']');
    }

    private void strings(List<String> values) {
        text.append('[');
        for (int i = 0; i < values.size(); i++) {
            text.append(i == 0 ? "" : ", ");
            string(values.get(i));
        }
        text.append(']');
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < 0x20) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
