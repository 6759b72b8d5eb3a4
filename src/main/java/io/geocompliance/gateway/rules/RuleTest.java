package io.geocompliance.gateway.rules;

import java.time.Instant;
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
     * @param rule id of the rule that decides; null where none may ({@code none} in the file)
     * @param notice id of the notice; null leaves it open
     */
    public record Expected(@Nullable String rule, @Nullable String notice) {

        private Optional<String> mismatch(Decision decision) {
            @Nullable Rule decides = decision instanceof Decision.Notice due ? due.rule() : null;
            String decided = decides == null ? "none" : decides.id();
            if (!decided.equals(rule == null ? "none" : rule)) {
                return Optional.of("expected rule " + (rule == null ? "none" : rule) + ", got " + decided
                        + (decision instanceof Decision.PassThrough pass ? " (" + words(pass.reason()) + ")" : ""));
            }
            if (notice != null
                    && decides != null
                    && !notice.equals(decides.duties().notice())) {
                return Optional.of("expected notice " + notice + ", got "
                        + decides.duties().notice());
            }
            return notice != null && decides == null
                    ? Optional.of("expected notice " + notice + ", but no rule decides")
                    : Optional.empty();
        }

        private static String words(Decision.Reason reason) {
            return switch (reason) {
                case NO_RULE -> "no rule speaks of this host, method, path and time";
                case OTHER_PLACE -> "the rules speak of other regions";
                case UNDECIDED_SKIPPED -> "the place can't be said, and the rule skips then";
            };
        }
    }
}
