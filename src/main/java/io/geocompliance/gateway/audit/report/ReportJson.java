package io.geocompliance.gateway.audit.report;

import io.geocompliance.gateway.audit.files.JsonString;
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
                JsonString.append(json.text, table.id());
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
                JsonString.append(text, table.columns().get(column));
                text.append(": ");
                JsonString.append(text, row.get(column));
            }
            text.append('}');
        }
        text.append(']');
    }

    private void strings(List<String> values) {
        text.append('[');
        for (int i = 0; i < values.size(); i++) {
            text.append(i == 0 ? "" : ", ");
            JsonString.append(text, values.get(i));
        }
        text.append(']');
    }
}
