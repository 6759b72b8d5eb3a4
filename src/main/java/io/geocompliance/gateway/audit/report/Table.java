package io.geocompliance.gateway.audit.report;

import java.util.List;

/**
 * Rows under columns, as text; the first column names the row.
 *
 * @param id a word for files and programs
 */
record Table(String id, String caption, List<String> columns, List<List<String>> rows) {

    Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }
}
