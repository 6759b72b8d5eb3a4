package io.geocompliance.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schemas and the manual against the reader; -Dconfig.expected=write writes both for review. */
class JsonSchemaTest {

    private static final Path SCHEMAS = Path.of("config/schema");
    private static final Path MANUAL = Path.of("src/docs/configuration.md");
    private static final String BEGIN = "<!-- keys: written by JsonSchemaTest -->\n";

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"gateway.schema.json", "rules.schema.json", "tests.schema.json", "notice.schema.json"})
    void schemaOnDiskIsTheReaders(String name) throws IOException {
        String schema = Config.schemas().get(name);
        if ("write".equals(System.getProperty("config.expected"))) {
            Files.createDirectories(SCHEMAS);
            Files.writeString(SCHEMAS.resolve(name), schema);
        }
        assertThat(SCHEMAS.resolve(name)).hasContent(schema);
    }

    @ParameterizedTest
    @CsvSource({
        "gateway.schema.json, config/gateway.yaml",
        "gateway.schema.json, config/examples/minimal/gateway.yaml",
        "gateway.schema.json, config/examples/news-behind-nginx/gateway.yaml",
        "gateway.schema.json, config/examples/proxy-protocol/gateway.yaml",
        "gateway.schema.json, config/examples/sanctions-block/gateway.yaml",
        "rules.schema.json, config/examples/sanctions-block/rules.yaml",
        "rules.schema.json, src/test/resources/config/good/duties.yaml",
        "rules.schema.json, config/rules.yaml",
        "rules.schema.json, src/test/resources/config/good/norway.yaml",
        "notice.schema.json, config/notices/ru-undesirable/notice.yaml"
    })
    void goodFilesAreValid(String schema, Path file) throws IOException {
        assertThat(invalid(schema, file)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "gateway.schema.json, gateway-unknown-key",
        "gateway.schema.json, gateway-no-origins",
        "gateway.schema.json, gateway-duration-without-unit",
        "gateway.schema.json, gateway-number-out-of-range",
        "gateway.schema.json, gateway-listen-by-name",
        "gateway.schema.json, gateway-script-fetch",
        "rules.schema.json, rules-bare-subdivision",
        "rules.schema.json, rules-outcome-left-out",
        "rules.schema.json, rules-empty-any",
        "rules.schema.json, rules-mode",
        "rules.schema.json, rules-no-duty",
        "rules.schema.json, rules-block-reason-empty",
        "rules.schema.json, rules-redirect-permanent",
        "rules.schema.json, rules-redirect-network-path",
        "rules.schema.json, rules-redirect-placeholder",
        "rules.schema.json, rules-headers-line-break",
        "gateway.schema.json, gateway-no-transform"
    })
    void editorsSeeMistakesOfFormToo(String schema, String name) throws IOException {
        assertThat(invalid(schema, Path.of("src/test/resources/config/bad", name + ".yaml")))
                .isNotEmpty();
    }

    @Test
    void manualSaysEveryKey() throws IOException {
        StringBuilder keys = new StringBuilder();
        for (Map.Entry<String, String> file : Map.of(
                        "1 gateway.yaml", "gateway.schema.json",
                        "2 rules.yaml", "rules.schema.json",
                        "3 notice.yaml", "notice.schema.json")
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .toList()) {
            JsonNode schema = JSON.readTree(Config.schemas().get(file.getValue()));
            keys.append("\n### ").append(file.getKey().substring(2)).append("\n\n");
            keys.append("| key | value | default | meaning |\n|---|---|---|---|\n");
            rows("", schema, keys);
            JsonNode condition = schema.at("/$defs/condition");
            if (!condition.isMissingNode()) {
                keys.append("\nA condition has exactly one of these keys:\n\n");
                keys.append("| key | value | default | meaning |\n|---|---|---|---|\n");
                rows("", condition, keys);
            }
        }
        String manual = Files.readString(MANUAL);
        String before = manual.substring(0, manual.indexOf(BEGIN) + BEGIN.length());
        if ("write".equals(System.getProperty("config.expected"))) {
            Files.writeString(MANUAL, before + keys);
        }
        assertThat(MANUAL).hasContent(before + keys);
    }

    private static void rows(String path, JsonNode schema, StringBuilder rows) {
        schema.path("properties").properties().forEach(property -> {
            JsonNode key = property.getValue();
            String name = path + property.getKey();
            boolean required = schema.path("required").toString().contains("\"" + property.getKey() + "\"");
            String fallback = key.has("default") ? "`" + plain(key.get("default")) + "`" : required ? "required" : "–";
            rows.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            name,
                            key.path("title").asText().replace("|", "\\|"),
                            fallback,
                            key.path("description").asText().replace("|", "\\|")));
            rows(name + ".", key, rows);
            rows(name + "[].", key.path("items"), rows);
            rows(name + ".NAME.", key.path("additionalProperties"), rows);
        });
    }

    private static String plain(JsonNode value) {
        return value.isTextual() ? value.asText() : value.toString();
    }

    private static Iterable<?> invalid(String schema, Path file) throws IOException {
        Object yaml = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Config.schemas().get(schema))
                .validate(JSON.valueToTree(yaml));
    }
}
