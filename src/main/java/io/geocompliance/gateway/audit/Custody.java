package io.geocompliance.gateway.audit;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did with the log, by their own word: for its {@code custody} records.
 *
 * @param did one of {@link #DEEDS}
 * @param who the name they go by
 * @param about what it was, or for whom; null: nothing is said
 * @param sha256 of what came of it, a report or an export, in hex; null: of nothing
 */
public record Custody(
        String did,
        String who,
        @Nullable String about,
        @Nullable String sha256) {

    /** What can be done with a log. */
    public static final Set<String> DEEDS = Set.of("verify", "report", "export", "prune", "copy", "other");

    /** No text is longer, so that the line fits its limit. */
    private static final int LONGEST_TEXT = 256;

    private static final Pattern TEXT = Pattern.compile("\\P{Cntrl}{1," + LONGEST_TEXT + "}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Refuses with a sentence. */
    public Custody {
        if (!DEEDS.contains(did)) {
            throw new IllegalArgumentException("What was done is one of "
                    + String.join(", ", DEEDS.stream().sorted().toList()) + ".");
        }
        if (!TEXT.matcher(who).matches()
                || about != null && !TEXT.matcher(about).matches()) {
            throw new IllegalArgumentException(
                    "A name, and what it is about, have 1 to " + LONGEST_TEXT + " characters on one line.");
        }
        if (sha256 != null && !SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("A SHA-256 has 64 hexadecimal digits, small ones.");
        }
    }
}
