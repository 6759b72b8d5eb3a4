package io.geocompliance.gateway.exchange;

import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.MmdbRecords;
import io.geocompliance.gateway.testing.MmdbWriter;
import io.geocompliance.gateway.testing.OriginServer;
import io.geocompliance.gateway.testing.TestGateway;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The gateways that scripts ask for: one per set of settings, since starting one costs more than a script. */
final class ScriptGateways implements AutoCloseable {

    private final OriginServer origin;
    private final Map<List<ExchangeScript.Entry>, TestGateway> running = new HashMap<>();

    ScriptGateways(OriginServer origin) {
        this.origin = origin;
    }

    TestGateway with(List<ExchangeScript.Entry> settings) {
        return running.computeIfAbsent(settings, key -> TestGateway.start(yaml(key)));
    }

    private GatewayYaml yaml(List<ExchangeScript.Entry> settings) {
        GatewayYaml yaml = GatewayYaml.of(origin.url()).with("timeouts", "{keepAlive: 1s}");
        Map<String, String> rule = new HashMap<>();
        MmdbWriter database = MmdbWriter.combined();
        boolean ownDatabase = false;
        for (ExchangeScript.Entry setting : settings) {
            switch (setting.key()) {
                case "place" -> {
                    String[] words = setting.value().split(" +");
                    String[] subdivisions = words.length > 3 ? new String[] {words[3]} : new String[0];
                    database.put(words[0], MmdbRecords.nested(words[1], words[2], subdivisions));
                    ownDatabase = true;
                }
                case "origin" ->
                    yaml = yaml.with("origins", "[{urls: [\"" + origin.url() + "\"], " + setting.value() + "}]");
                case "client", "response" -> yaml = yaml.with(setting.key(), setting.value());
                default -> rule.put(setting.key(), setting.value());
            }
        }
        if (ownDatabase) {
            yaml = yaml.with("geo", "{databases: [{file: places.mmdb, canaries: []}]}")
                    .file("places.mmdb", database.bytes());
        }
        return rule.isEmpty()
                ? yaml
                : yaml.with("rules", "rules.yaml")
                        .file("rules.yaml", rules(rule).getBytes(StandardCharsets.UTF_8));
    }

    /** The default rule, but for what the script says otherwise. */
    private static String rules(Map<String, String> otherwise) {
        return """
                regions:
                  notice-audience:
                    any: [{country: RU}, {subdivision: [UA-43, UA-40]}]
                rules:
                  - id: ru-undesirable-organization
                    effective: %s
                    when: {region: notice-audience, path: %s}
                    on: %s
                    then: %s
                    mode: %s
                %s""".formatted(
                otherwise.getOrDefault("effective", "{from: 2024-02-20}"),
                otherwise.getOrDefault("path", "{not: [\"/api/**\"]}"),
                otherwise.getOrDefault("on", "{unknown: apply, reserved: skip, internal: skip, unresolved: apply}"),
                otherwise.getOrDefault(
                        "then",
                        "{notice: ru-undesirable, accessibility: " + otherwise.getOrDefault("accessibility", "default")
                                + "}"),
                otherwise.getOrDefault("mode", "enforce"),
                otherwise.containsKey("also") ? "  - " + otherwise.get("also") + "\n" : "");
    }

    @Override
    public void close() {
        running.values().forEach(TestGateway::close);
    }
}
