package io.geocompliance.gateway.rules;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code tests:}: a visit that the operator made up, and what the rules must say of it.
 *
 * @param where file, line and column, for the report
 * @param ip a literal address; the operator's example, never a reader's
 * @param path with or without query
 * @param at when the visit takes place; null is the time of the run
 * @param headers of the request, {@code Host} among them; default none
 * @param expected what must come out
 */
public record RuleTest(
        String where, String ip, String path, @Nullable Instant at, Map<String, String> headers, Expected expected) {

    public RuleTest {
        headers = Map.copyOf(headers);
    }

    /** How a decision differs from what was expected, as a sentence; empty if it doesn't. */
    public Optional<String> failure(Decision decision) {
        return expected.mismatch(decision);
    }

    /**
     * What must come out.
     *
     * @param rule id of the rule that decides, or of the first that only edits headers; null where none may act ({@code none} in
     *     the file)
     * @param notice id of the notice; null leaves it open
     * @param action what is done; null leaves it open
     * @param observed id of a rule in {@code mode: observe} that would have acted; null leaves it open
     */
    public record Expected(
            @Nullable String rule,
            @Nullable String notice,
            Decision.@Nullable Action action,
            @Nullable String observed) {

        /** Of what is done alone. */
        public Expected(@Nullable String rule, @Nullable String notice, Decision.@Nullable Action action) {
            this(rule, notice, action, null);
        }

        private Optional<String> mismatch(Decision decision) {
            String decided = decision.decidedBy().map(Rule::id).orElse("none");
            if (!decided.equals(rule == null ? "none" : rule)) {
                return Optional.of("expected rule " + (rule == null ? "none" : rule) + ", got " + decided
                        + (decision instanceof Decision.PassThrough pass ? " (" + words(pass.reason()) + ")" : ""));
            }
            if (action != null && action != decision.action()) {
                return Optional.of("expected action " + word(action) + ", got " + word(decision.action()));
            }
            List<String> observing = decision.observed().stream().map(Rule::id).toList();
            if (observed != null && !observing.contains(observed)) {
                return Optional.of("expected rule " + observed + " to be observed, got "
                        + (observing.isEmpty() ? "none" : String.join(", ", observing)));
            }
            String due =
                    decision instanceof Decision.Notice found ? found.duty().id() : "none";
            return notice != null && !notice.equals(due)
                    ? Optional.of("expected notice " + notice + ", got " + due)
                    : Optional.empty();
        }

        private static String word(Decision.Action action) {
            return action.name().toLowerCase(Locale.ROOT);
        }

        private static String words(Decision.Reason reason) {
            return switch (reason) {
                case NO_RULE -> "no rule speaks of this host, method, path and time";
                case OTHER_PLACE -> "the rules speak of other regions";
                case UNDECIDED_SKIPPED -> "the place can't be said, and the rule skips then";
                case HEADERS_ONLY -> "only header fields are edited";
            };
        }
    }
}
