package io.geocompliance.gateway.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What someone probably meant: the nearest known word by Damerau-Levenshtein distance (optimal string alignment). */
final class NearMiss {

    private NearMiss() {}

    /** The nearest candidate that is near enough: a third of its letters may be wrong, and one always. */
    static Optional<String> of(String written, Collection<String> candidates) {
        String folded = fold(written);
        return candidates.stream()
                .filter(candidate -> distance(folded, fold(candidate)) <= Math.max(1, candidate.length() / 3))
                .min(Comparator.<String>comparingInt(candidate -> distance(folded, fold(candidate)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The end of a sentence about an unknown word: the near miss, or what there is to choose from. */
    static String hint(String written, Collection<String> candidates) {
        return of(written, candidates)
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElseGet(() -> candidates.isEmpty()
                        ? "."
                        : "; there is: "
                                + String.join(", ", candidates.stream().sorted().toList()) + ".");
    }

    /** Someone who writes {@code read_timeout} for {@code readTimeout} has made no mistake in spelling. */
    private static String fold(String word) {
        return word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    static int distance(String left, String right) {
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int substitution = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + substitution);
                boolean swapped = i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[left.length()][right.length()];
    }
}
