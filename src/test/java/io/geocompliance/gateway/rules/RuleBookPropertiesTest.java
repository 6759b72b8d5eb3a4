package io.geocompliance.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.geo.Place;
import io.geocompliance.gateway.rules.Rule.Mode;
import io.geocompliance.gateway.rules.Rule.Undecided;
import io.geocompliance.gateway.rules.RuleVerdict.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds for all rule books: seeded, {@code -Drules.seed=N} replays. */
class RuleBookPropertiesTest {

    private static final List<String> REGIONS = List.of("a", "b");
    private static final List<String> PATHS = List.of("/", "/api", "/api/x", "/news/1", "/news/1/print", "*");
    private static final List<String> GLOBS = List.of("/**", "/api/**", "/news/*", "/*", "/news/**/print");
    private static final List<String> HOSTS = List.of("x.example", "y.example");
    private static final List<String> METHODS = List.of("GET", "POST");
    private static final Instant DAY = Instant.parse("2024-02-20T00:00:00Z");
    private static final int BOOKS = 400;

    private final long seed = Long.getLong("rules.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void everyCombinationIsDecidedAsThePlainReadingSays() {
        System.out.println("rules.seed=" + seed);
        for (int i = 0; i < BOOKS; i++) {
            List<Rule> rules = rules();
            RuleBook book = new RuleBook(rules);
            for (Place place : places()) {
                for (Visit visit : visits()) {
                    Decision decision = book.decide(place, visit);
                    assertThat(decision).as("seed %d", seed).isEqualTo(plainReading(rules, place, visit));
                    assertThat(new RuleBook(rules).decide(place, visit)).isEqualTo(decision);
                    explanationAgrees(book, place, visit, decision);
                    if (decision instanceof Decision.Notice) {
                        assertThat(book.subject(visit)).as("seed %d", seed).isTrue();
                    }
                }
            }
        }
    }

    @Test
    void aVisitIsSubjectExactlyWhereSomePlaceGetsANoticeNowOrWithinADay() {
        System.out.println("rules.seed=" + seed);
        int subject = 0;
        for (int i = 0; i < BOOKS; i++) {
            RuleBook book = new RuleBook(rules());
            for (Visit visit : visits()) {
                // Rules begin at DAY or always, and none ends within a day of it.
                Instant beginning = visit.at().isBefore(DAY) ? DAY : visit.at();
                Visit later = new Visit(visit.host(), visit.method(), visit.path(), beginning);
                boolean somebody = places().stream()
                        .anyMatch(place -> book.decide(place, visit) instanceof Decision.Notice
                                || book.decide(place, later) instanceof Decision.Notice);
                subject += somebody ? 1 : 0;
                assertThat(book.subject(visit)).as("seed %d: %s", seed, visit).isEqualTo(somebody);
            }
        }
        assertThat(subject).isPositive();
    }

    @Test
    void rulesThatDoNotMatchChangeNothing() {
        System.out.println("rules.seed=" + seed);
        for (int i = 0; i < BOOKS; i++) {
            List<Rule> rules = rules();
            RuleBook book = new RuleBook(rules);
            for (Visit visit : visits()) {
                Place place = places().get(random.nextInt(places().size()));
                List<Rule> matching = book.explain(place, visit).stream()
                        .filter(RuleVerdict::matched)
                        .map(RuleVerdict::rule)
                        .toList();
                Decision decision = book.decide(place, visit);
                Decision ofMatching = new RuleBook(matching).decide(place, visit);
                assertThat(ofMatching.observed()).isEqualTo(decision.observed());
                assertThat(ofMatching instanceof Decision.Notice).isEqualTo(decision instanceof Decision.Notice);
            }
        }
    }

    private void explanationAgrees(RuleBook book, Place place, Visit visit, Decision decision) {
        List<RuleVerdict> verdicts = book.explain(place, visit);
        assertThat(verdicts).extracting(RuleVerdict::rule).isEqualTo(book.rules());
        List<Rule> deciding = verdicts.stream()
                .filter(verdict -> verdict.finding() == Finding.DECIDES)
                .map(RuleVerdict::rule)
                .toList();
        assertThat(deciding)
                .as("seed %d", seed)
                .isEqualTo(decision instanceof Decision.Notice due ? List.of(due.rule()) : List.of());
        assertThat(verdicts.stream()
                        .filter(verdict -> verdict.finding() == Finding.OBSERVES)
                        .map(RuleVerdict::rule))
                .isEqualTo(decision.observed());
    }

    /** The design's sentence, written a second time without regard for order of evaluation or speed. */
    private static Decision plainReading(List<Rule> rules, Place place, Visit visit) {
        List<Rule> speaking = rules.stream()
                .filter(rule -> rule.effective().from() == null
                        || !visit.at().isBefore(rule.effective().from()))
                .filter(rule -> rule.effective().until() == null
                        || visit.at().isBefore(rule.effective().until()))
                .filter(rule ->
                        rule.when().hosts().isEmpty() || rule.when().hosts().contains(visit.host()))
                .filter(rule ->
                        rule.when().methods().isEmpty() || rule.when().methods().contains(visit.method()))
                .filter(rule -> rule.when().only().isEmpty()
                        || rule.when().only().stream().anyMatch(glob -> glob.matches(visit.path())))
                .filter(rule -> rule.when().not().stream().noneMatch(glob -> glob.matches(visit.path())))
                .toList();
        List<Rule> holding = speaking.stream()
                .filter(rule -> place instanceof Place.Unknown unknown
                        ? rule.on().get(unknown.reason()) == Undecided.APPLY
                        : place.regions().contains(rule.when().region()))
                .toList();
        List<Rule> observed =
                holding.stream().filter(rule -> rule.mode() == Mode.OBSERVE).toList();
        List<Rule> acting =
                holding.stream().filter(rule -> rule.mode() == Mode.ENFORCE).toList();
        List<Rule> enforced =
                speaking.stream().filter(rule -> rule.mode() == Mode.ENFORCE).toList();
        if (!acting.isEmpty()) {
            return new Decision.Notice(acting.get(0), observed);
        }
        if (enforced.isEmpty()) {
            return new Decision.PassThrough(Decision.Reason.NO_RULE, null, observed);
        }
        Decision.Reason reason =
                place instanceof Place.Unknown ? Decision.Reason.UNDECIDED_SKIPPED : Decision.Reason.OTHER_PLACE;
        return new Decision.PassThrough(reason, enforced.get(0), observed);
    }

    private List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            Map<Place.Reason, Undecided> on = new EnumMap<>(Place.Reason.class);
            for (Place.Reason reason : Place.Reason.values()) {
                on.put(reason, random.nextBoolean() ? Undecided.APPLY : Undecided.SKIP);
            }
            rules.add(new Rule(
                    "r" + i,
                    new Rule.Effective(sometimes(DAY), sometimes(DAY.plus(Duration.ofDays(2)))),
                    new Rule.When(one(REGIONS), some(HOSTS), some(METHODS), globs(), globs()),
                    on,
                    new Rule.Duties("n", Rule.Accessibility.OFF),
                    random.nextInt(3) == 0 ? Mode.OBSERVE : Mode.ENFORCE,
                    new Rule.Provenance(null, null, null)));
        }
        return rules;
    }

    private List<PathGlob> globs() {
        return random.nextInt(3) == 0 ? List.of(new PathGlob(one(GLOBS))) : List.of();
    }

    private <T> List<T> some(List<T> of) {
        return random.nextInt(4) == 0 ? List.of(one(of)) : List.of();
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private Instant sometimes(Instant at) {
        return random.nextBoolean() ? at : null;
    }

    private static List<Place> places() {
        List<Place> places = new ArrayList<>();
        for (Set<String> regions : List.of(Set.<String>of(), Set.of("a"), Set.of("b"), Set.of("a", "b"))) {
            places.add(new Place.Known(regions, "XX", List.of("test")));
        }
        for (Place.Reason reason : Place.Reason.values()) {
            places.add(new Place.Unknown(reason));
        }
        return places;
    }

    private static List<Visit> visits() {
        List<Visit> visits = new ArrayList<>();
        for (String host : HOSTS) {
            for (String method : METHODS) {
                for (String path : PATHS) {
                    for (int days : new int[] {-1, 0, 1, 3}) {
                        visits.add(new Visit(host, method, path, DAY.plus(Duration.ofDays(days))));
                    }
                }
            }
        }
        return visits;
    }
}
