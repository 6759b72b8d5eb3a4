package io.geocompliance.gateway.command;

import io.geocompliance.gateway.Finding;
import io.geocompliance.gateway.Version;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What {@code check} found, in the forms that people, scripts and code scanners read. */
record CheckReport(List<Finding> findings) {

    private static final String SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    CheckReport {
        findings = List.copyOf(findings);
    }

    long errors() {
        return findings.stream().filter(Finding::isError).count();
    }

    /** One object with every finding. */
    String json() {
        JsonArray problems = new JsonArray();
        for (Finding finding : findings) {
            JsonObject problem = new JsonObject()
                    .put("severity", severity(finding))
                    .put("kind", finding.kind())
                    .put("message", finding.sentence());
            finding.position()
                    .ifPresent(position -> problem.put("file", position.source())
                            .put("line", position.line())
                            .put("column", position.column()));
            problems.add(problem);
        }
        return new JsonObject()
                .put("good", errors() == 0)
                .put("problems", problems)
                .encodePrettily();
    }

    /** SARIF 2.1.0 (OASIS), which code scanning shows beside the lines. */
    String sarif() {
        JsonArray results = new JsonArray();
        findings.forEach(finding -> results.add(result(finding)));
        JsonObject driver = new JsonObject()
                .put("name", "geo-compliance-gateway")
                .put("version", Version.current())
                .put(
                        "rules",
                        new JsonArray(findings.stream()
                                .map(Finding::kind)
                                .distinct()
                                .map(kind -> new JsonObject().put("id", kind))
                                .toList()));
        JsonObject run = new JsonObject()
                .put("tool", new JsonObject().put("driver", driver))
                .put("results", results);
        return new JsonObject()
                .put("$schema", SARIF_SCHEMA)
                .put("version", "2.1.0")
                .put("runs", new JsonArray().add(run))
                .encodePrettily();
    }

    private static JsonObject result(Finding finding) {
        JsonObject result = new JsonObject()
                .put("ruleId", finding.kind())
                .put("level", severity(finding))
                .put("message", new JsonObject().put("text", finding.sentence()));
        finding.position().ifPresent(position -> {
            JsonObject physical = new JsonObject()
                    .put(
                            "artifactLocation",
                            new JsonObject().put("uri", position.source().replace('\\', '/')));
            if (position.line() > 0) {
                physical.put(
                        "region",
                        new JsonObject().put("startLine", position.line()).put("startColumn", position.column()));
            }
            result.put("locations", new JsonArray().add(new JsonObject().put("physicalLocation", physical)));
        });
        return result;
    }

    private static String severity(Finding finding) {
        return finding.isError() ? "error" : "warning";
    }
}
