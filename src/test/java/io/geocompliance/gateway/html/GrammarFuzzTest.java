package io.geocompliance.gateway.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pages made up by a grammar, each judged by a browser-grade parser, whole and cut: none wrong, none missed. */
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
        Map<String, LongAdder> counts = new ConcurrentHashMap<>();
        Collection<String> faults = new ConcurrentLinkedQueue<>();
        LongStream.range(seed, seed + documents).parallel().forEach(each -> {
            byte[] page = PageGrammar.page(each);
            Trial trial = Trial.of(page, each);
            String detail = trial.detail().replaceFirst(",.*", "");
            counts.computeIfAbsent(
                            trial.verdict() + (trial.verdict().isFault() ? "" : " " + detail), key -> new LongAdder())
                    .increment();
            if (trial.verdict().isFault() && faults.size() < 20) {
                faults.add("seed " + each + ": " + trial + "\n  " + Trial.escaped(page) + "\n  as small as it gets: "
                        + Trial.escaped(Trial.shrink(page, trial.verdict())));
            }
        });
        System.out.println("GrammarFuzzTest: " + new java.util.TreeMap<>(counts));
        assertThat(List.copyOf(faults)).isEmpty();
        assertThat(counts.get("INJECTED injected").sum()).isGreaterThan(documents / 2);
    }
}
