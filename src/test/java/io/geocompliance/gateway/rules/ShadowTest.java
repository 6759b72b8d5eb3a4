package io.geocompliance.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.geo.Place;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rules never decide, and that none which could is ever named. */
class ShadowTest {

    private static final Duty NOTICE = new Duty.Notice("n", Duty.Accessibility.OFF);
    private static final Duty BLOCK = new Duty.Block(URI.create("https://example.org/"), null);
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "/a, /a, true",
        "/**, /a/*/b, true",
        "/a/**, /a, true",
        "/a/**, /a/b/**, true",
        "/a/**, /a/**/b, true",
        "/a/*, /a/b, true",
        "/a/*, /a/*, true",
        "/a/b*, /a/bc*, true",
        "/a/*, /a/**, false",
        "/a/**/b, /a/**, false",
        "/a/*/c, /a/**/c, false",
        "/a/bc*, /a/b*, false",
        "/a, /b, false",
        "/a/b/**, /a/**, false"
    })
    void aPatternCoversAnother(String outer, String inner, boolean covers) {
        assertThat(new PathGlob(outer).covers(new PathGlob(inner))).isEqualTo(covers);
    }

    @Test
    void findsWhatAnEarlierOrStrongerRuleAlwaysDecides() {
        Rule all = rule("all", NOTICE, "", "");
        Rule some = rule("some", NOTICE, "/a/**", "");
        Rule block = rule("block", BLOCK, "/a/**", "");

        assertThat(Shadow.among(List.of(all, some))).containsExactly(new Shadow(some, all));
        assertThat(Shadow.among(List.of(some, all))).isEmpty();
        assertThat(Shadow.among(List.of(some, block)))
                .as("a later block is stronger")
                .containsExactly(new Shadow(some, block));
        assertThat(Shadow.among(List.of(all, block))).isEmpty();
        assertThat(Shadow.among(List.of(rule("api", NOTICE, "", "/a/**"), some)))
                .isEmpty();
    }

    /** Random books: a rule that is named decides no visit of many. */
    @Test
    void namesNoRuleThatDecides() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("ShadowTest: -Dseed=" + seed);
        Random random = new Random(seed);
        String[] patterns = {"", "/**", "/a", "/a/*", "/a/**", "/a/b", "/a/**/b", "/b/*"};
        String[] paths = {"/", "/a", "/a/", "/a/b", "/a/c", "/a/c/b", "/a/b/c/b", "/b", "/b/a", "/b/a/a"};
        int named = 0;
        for (int round = 0; round < 3_000; round++) {
            Rule[] rules = new Rule[3];
            for (int number = 0; number < rules.length; number++) {
                rules[number] = rule(
                        "r" + number,
                        random.nextInt(4) == 0 ? BLOCK : NOTICE,
                        patterns[random.nextInt(patterns.length)],
                        patterns[random.nextInt(patterns.length)]);
            }
            RuleBook book = new RuleBook(Arrays.asList(rules));
            for (Shadow shadow : Shadow.among(book.rules())) {
                named++;
                for (String path : paths) {
                    Visit visit = new Visit("h", "GET", path, NOON);
                    Place place = new Place.Known(Set.of("here"), "RU", List.of("p"));
                    assertThat(book.decide(place, visit).decidedBy())
                            .as("%s %s", path, book.rules())
                            .isNotEqualTo(Optional.of(shadow.hidden()));
                }
            }
        }
        assertThat(named).isGreaterThan(100);
    }

    private static Rule rule(String id, Duty duty, String only, String not) {
        Map<Place.Reason, Rule.Undecided> on = new EnumMap<>(Place.Reason.class);
        for (Place.Reason reason : Place.Reason.values()) {
            on.put(reason, Rule.Undecided.SKIP);
        }
        return new Rule(
                id,
                new Rule.Effective(null, null),
                new Rule.When("here", globs(only), globs(not)),
                on,
                Duties.of(duty),
                Rule.Mode.ENFORCE,
                new Rule.Provenance(null, null, null));
    }

    private static List<PathGlob> globs(String pattern) {
        return pattern.isEmpty() ? List.of() : List.of(new PathGlob(pattern));
    }
}
