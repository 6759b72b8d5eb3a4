package io.geocompliance.gateway.command;

import io.geocompliance.gateway.audit.verify.Finding;
import io.geocompliance.gateway.audit.verify.Verification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a verification found, for people and for programs. */
record VerificationText(Verification found, boolean allowUnwitnessed) {

    int exitCode() {
        return counting().stream()
                .map(Finding::kind)
                .min(java.util.Comparator.naturalOrder())
                .map(Finding.Kind::exitCode)
                .orElse(0);
    }

    /** What decides the exit code. */
    private List<Finding> counting() {
        return found.findings().stream()
                .filter(finding -> !allowUnwitnessed || finding.kind() != Finding.Kind.UNWITNESSED)
                .toList();
    }

    private static String word(Finding.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String plain() {
        StringBuilder text = new StringBuilder();
        for (Verification.Verified epoch : found.epochs()) {
            text.append("Epoch ")
                    .append(epoch.epoch())
                    .append(": ")
                    .append(epoch.records())
                    .append(" records");
            if (epoch.pruned() > 0) {
                text.append(", ").append(epoch.pruned()).append(" of them pruned");
            }
            epoch.head()
                    .ifPresent(head -> text.append(", ")
                            .append(head.head().size())
                            .append(" signed, root ")
                            .append(head.head().root()));
            text.append('\n');
        }
        text.append("By kind: ")
                .append(found.records().entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", ")))
                .append('\n');
        found.notes().forEach(note -> text.append("Note ").append(note).append('\n'));
        found.findings().stream()
                .sorted(java.util.Comparator.comparing(Finding::kind))
                .forEach(finding -> text.append(word(finding.kind()))
                        .append(" (")
                        .append(finding.kind().exitCode())
                        .append(") ")
                        .append(finding.epoch())
                        .append(": ")
                        .append(finding.message())
                        .append('\n'));
        text.append(
                found.isIntact() ? "The lines are those that were signed.\n" : "This log does NOT hold: see above.\n");
        text.append(
                "A head that is signed every second and anchored every minute says nothing of what was never written.\n");
        return text.toString();
    }

    String json() {
        JsonArray epochs = new JsonArray();
        for (Verification.Verified epoch : found.epochs()) {
            JsonObject object = new JsonObject()
                    .put("epoch", epoch.epoch())
                    .put("records", epoch.records())
                    .put("pruned", epoch.pruned());
            epoch.head()
                    .ifPresent(head -> object.put("origin", head.origin())
                            .put("size", head.head().size())
                            .put("root", head.head().root().toString()));
            epochs.add(object);
        }
        JsonArray findings = new JsonArray();
        found.findings()
                .forEach(finding -> findings.add(new JsonObject()
                        .put("kind", word(finding.kind()))
                        .put("code", finding.kind().exitCode())
                        .put("epoch", finding.epoch())
                        .put("message", finding.message())));
        JsonObject records = new JsonObject();
        found.records().forEach(records::put);
        return new JsonObject()
                        .put("intact", found.isIntact())
                        .put("exitCode", exitCode())
                        .put("epochs", epochs)
                        .put("records", records)
                        .put("findings", findings)
                        .put("notes", new JsonArray(found.notes()))
                        .encodePrettily()
                + "\n";
    }
}
