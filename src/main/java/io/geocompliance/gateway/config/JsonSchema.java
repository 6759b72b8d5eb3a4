package io.geocompliance.gateway.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The JSON Schemas (2020-12) of the configuration's files, for editors; made of the shapes that the reader reads by. */
final class JsonSchema {

    private static final Map<String, Section<?>> FILES = Map.of(
            "gateway.schema.json", GatewayFile.FILE,
            "rules.schema.json", RulesFile.FILE,
            "tests.schema.json", TestsFile.FILE,
            "notice.schema.json", NoticeFiles.FILE);

    private JsonSchema() {}

    /** By file name. */
    static Map<String, String> documents() {
        Map<String, String> documents = new LinkedHashMap<>();
        new TreeMap<>(FILES).forEach((name, file) -> documents.put(name, document(file)));
        return documents;
    }

    private static String document(Section<?> file) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        document.put("title", file.expected());
        document.putAll(file.schema());
        Map<String, Object> definitions = new LinkedHashMap<>();
        definitions.put(
                "substituted",
                Map.of(
                        "type",
                        "string",
                        "pattern",
                        "\\$",
                        "description",
                        "A value with ${NAME} or ${NAME:default} in it."));
        if (file == RulesFile.FILE) {
            definitions.put("condition", RegionLanguage.CONDITIONS.schema());
        }
        document.put("$defs", definitions);
        StringBuilder json = new StringBuilder();
        write(document, "\n", json);
        return json.append('\n').toString();
    }

    private static void write(Object value, String newLine, StringBuilder json) {
        String deeper = newLine + "  ";
        if (value instanceof Map<?, ?> map) {
            json.append('{');
            String separator = deeper;
            for (Map.Entry<?, ?> entry : ordered(map).entrySet()) {
                json.append(separator);
                quote(String.valueOf(entry.getKey()), json);
                json.append(": ");
                write(entry.getValue(), deeper, json);
                separator = "," + deeper;
            }
            json.append(map.isEmpty() ? "}" : newLine + "}");
        } else if (value instanceof List<?> list) {
            json.append('[');
            String separator = deeper;
            for (Object item : list) {
                json.append(separator);
                write(item, deeper, json);
                separator = "," + deeper;
            }
            json.append(list.isEmpty() ? "]" : newLine + "]");
        } else if (value instanceof String text) {
            quote(text, json);
        } else {
            json.append(value);
        }
    }

    /** Maps that keep no order of their own are sorted, so that the same shapes always give the same bytes. */
    private static Map<?, ?> ordered(Map<?, ?> map) {
        return map instanceof LinkedHashMap ? map : new TreeMap<>(map);
    }

    private static void quote(String text, StringBuilder json) {
        json.append('"');
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
            } else if (c < 0x20) {
                json.append("\\u%04x".formatted(c));
            } else {
                json.append((char) c);
            }
        });
        json.append('"');
    }
}
