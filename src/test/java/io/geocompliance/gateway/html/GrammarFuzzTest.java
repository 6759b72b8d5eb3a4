package io.geocompliance.gateway.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Pages made up by a grammar, each judged by a browser-grade parser, whole and cut: none wrong, none missed.
 *
 * <p>A run prints how many came to what, those that were declined by the limit that it was for.
 */
class GrammarFuzzTest {

    @Test
    void aFewThousandPages() {
        judge(Long.getLong("fuzz.seed", 20261125), 3_000);
    }

    /** {@code mvn -Pfuzz test -Dfuzz.documents=N -Dfuzz.seed=S}; a fault names its own seed, with which it comes back. */
    @Test
    @Tag("fuzz")
    void hundredsOfThousandsOfPages() {
        judge(Long.getLong("fuzz.seed", System.currentTimeMillis()), Integer.getInteger("fuzz.documents", 300_000));
    }

    private static void judge(long seed, int documents) {
        System.out.println("GrammarFuzzTest: seed " + seed + ", " + documents + " documents");
        Map<String, Integer> counts = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        for (long each = seed; each < seed + documents; each++) {
            byte[] page = PageGrammar.page(each);
            Trial trial = Trial.of(page, each);
            boolean fault = trial.verdict().isFault();
            counts.merge(trial.verdict() + (fault ? "" : " " + trial.detail()), 1, Integer::sum);
            if (fault && faults.size() < 20) {
                faults.add("seed " + each + ": " + trial + "\n  " + Trial.escaped(page) + "\n  as small as it gets: "
                        + Trial.escaped(Trial.shrink(page, trial.verdict())));
            }
        }
        System.out.println("GrammarFuzzTest: " + counts);
        assertThat(faults).isEmpty();
        assertThat(counts.get("INJECTED injected")).isGreaterThan(documents / 2);
    }
}
