package io.geocompliance.gateway.audit.report;

import io.geocompliance.gateway.audit.verify.LineFields;
import io.geocompliance.gateway.audit.verify.Verification;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code custody}: who kept, changed hands of, or removed what, as far as the log tells. */
final class CustodyQuestion implements Question {

    private static final Set<String> KINDS = Set.of("open", "close", "prune", "key", "custody", "day");

    /** Said in columns of their own, or by nothing but the seal. */
    private static final Set<String> PASSED_OVER = Set.of("ty", "t", "seq", "salt", "queueHigh");

    private final List<List<String>> rows = new ArrayList<>();

    @Override
    public void line(VerifiedLine line) {
        boolean isCount = line.kind().equals("day") && !line.fields().has("to")
                || line.kind().equals("prune") && line.fields().has("count");
        if (KINDS.contains(line.kind()) && !isCount) {
            rows.add(
                    List.of(line.epoch().name() + "#" + line.index(), line.kind(), line.time(), fields(line.fields())));
        }
    }

    private static String fields(LineFields fields) {
        return fields.all().entrySet().stream()
                .filter(field -> !PASSED_OVER.contains(field.getKey()))
                .map(CustodyQuestion::field)
                .collect(Collectors.joining("; "));
    }

    private static String field(Map.Entry<String, ?> field) {
        Object value = field.getValue();
        return field.getKey() + ": " + (value instanceof LineFields nested ? "{" + fields(nested) + "}" : value);
    }

    @Override
    public Section answer(Verification found) {
        List<List<String>> heads = new ArrayList<>();
        for (Verification.Verified epoch : found.epochs()) {
            heads.add(List.of(
                    epoch.epoch(),
                    Long.toString(epoch.records()),
                    Long.toString(epoch.pruned()),
                    epoch.head().map(head -> Long.toString(head.head().size())).orElse("none"),
                    epoch.head().map(head -> head.head().root().toString()).orElse("")));
        }
        return new Section(
                "custody",
                "The log's own history",
                List.of(
                        "Epochs follow one another by the head that each names of the one before. Keep the heads below: a log that is shown"
                                + " later must have grown from them (audit verify --kept)."),
                List.of(),
                List.of(
                        new Table(
                                "epochs",
                                "Epochs and their heads",
                                List.of("Epoch", "Records", "Pruned", "Signed", "Root"),
                                heads),
                        new Table(
                                "custody",
                                "Beginnings, ends, removals and keys",
                                List.of("Record", "Kind", "When (UTC)", "What it says"),
                                rows)));
    }
}
