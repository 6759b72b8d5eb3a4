package io.geocompliance.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.geo.Place;
import io.geocompliance.gateway.rules.Rule.Mode;
import io.geocompliance.gateway.rules.Rule.Undecided;
import io.geocompliance.gateway.rules.RuleVerdict.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                    if (decision.action() == Decision.Action.NOTICE) {
                        assertThat(book.reach(visit)).as("seed %d", seed).isNotEqualTo(Reach.NOTHING);
                    } else if (decision.action() != Decision.Action.NONE) {
                        assertThat(book.reach(visit)).as("seed %d", seed).isEqualTo(Reach.EVERYTHING);
                    }
                }
            }
        }
    }

    @Test
    void aVisitIsSubjectExactlyWhereSomethingIsDueToSomePlaceNowOrWithinADay() {
        System.out.println("rules.seed=" + seed);
        int subject = 0;
        for (int i = 0; i < BOOKS; i++) {
            RuleBook book = new RuleBook(rules());
            for (Visit visit : visits()) {
                // Rules begin at DAY or always, and none ends within a day of it.
                Instant beginning = visit.at().isBefore(DAY) ? DAY : visit.at();
                Visit later = new Visit(visit.host(), visit.method(), visit.path(), beginning);
                boolean somebody = places().stream()
                        .anyMatch(place -> book.decide(place, visit).action() != Decision.Action.NONE
                                || book.decide(place, later).action() != Decision.Action.NONE);
                subject += somebody ? 1 : 0;
                assertThat(book.reach(visit) != Reach.NOTHING)
                        .as("seed %d: %s", seed, visit)
                        .isEqualTo(somebody);
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
                assertThat(ofMatching.action()).isEqualTo(decision.action());
                assertThat(ofMatching.editing())
                        .containsExactlyElementsOf(decision.editing().toList());
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
                .isEqualTo(
                        decision instanceof Decision.PassThrough
                                ? List.of()
                                : decision.decidedBy().stream().toList());
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
            return acted(acting, observed);
        }
        Decision.Beside beside = new Decision.Beside(List.of(), observed);
        if (enforced.isEmpty()) {
            return new Decision.PassThrough(Decision.Reason.NO_RULE, null, beside);
        }
        Decision.Reason reason =
                place instanceof Place.Unknown ? Decision.Reason.UNDECIDED_SKIPPED : Decision.Reason.OTHER_PLACE;
        return new Decision.PassThrough(reason, enforced.get(0), beside);
    }

    private static Decision acted(List<Rule> acting, List<Rule> observed) {
        Rule decides = acting.stream()
                .filter(rule -> rule.duties().main().isPresent())
                .min(Comparator.comparing(
                        rule -> rule.duties().main().orElseThrow().kind()))
                .orElse(null);
        List<Rule> editing = acting.stream()
                .filter(rule -> !rule.duties().response().isEmpty())
                .filter(rule -> rule == decides || rule.duties().main().isEmpty())
                .toList();
        Decision.Beside beside = new Decision.Beside(editing, observed);
        if (decides == null) {
            return new Decision.PassThrough(Decision.Reason.HEADERS_ONLY, acting.get(0), beside);
        }
        Duty duty = decides.duties().main().orElseThrow();
        return switch (duty.kind()) {
            case BLOCK -> new Decision.Block(decides, (Duty.Block) duty, beside);
            case REDIRECT -> new Decision.Redirect(decides, (Duty.Redirect) duty, beside);
            case NOTICE -> new Decision.Notice(decides, (Duty.Notice) duty, beside);
        };
    }

    private List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            Map<Place.Reason, Undecided> on = new EnumMap<>(Place.Reason.class);
            Duties duties = duties();
            boolean blocks = duties.main().orElse(null) instanceof Duty.Block;
            for (Place.Reason reason : Place.Reason.values()) {
                on.put(reason, blocks || random.nextBoolean() ? Undecided.SKIP : Undecided.APPLY);
            }
            rules.add(new Rule(
                    "r" + i,
                    new Rule.Effective(sometimes(DAY), sometimes(DAY.plus(Duration.ofDays(2)))),
                    new Rule.When(one(REGIONS), some(HOSTS), some(METHODS), globs(), globs()),
                    on,
                    duties,
                    random.nextInt(3) == 0 ? Mode.OBSERVE : Mode.ENFORCE,
                    new Rule.Provenance(null, null, null)));
        }
        return rules;
    }

    private Duties duties() {
        HeaderChanges changes = random.nextBoolean() ? HeaderChanges.NONE : Rules.setting("X-Rule");
        return switch (random.nextInt(5)) {
            case 0 -> new Duties(Rules.block().main(), HeaderChanges.NONE, changes);
            case 1 -> new Duties(Rules.redirect("https://z.example/", 303).main(), HeaderChanges.NONE, changes);
            case 2 -> Rules.headers("X-Rule");
            default ->
                new Duties(Optional.of(new Duty.Notice("n", Duty.Accessibility.OFF)), HeaderChanges.NONE, changes);
        };
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
