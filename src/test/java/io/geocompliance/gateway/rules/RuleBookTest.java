package io.geocompliance.gateway.rules;

import static io.geocompliance.gateway.rules.Rules.ELSEWHERE;
import static io.geocompliance.gateway.rules.Rules.HERE;
import static io.geocompliance.gateway.rules.Rules.everywhere;
import static io.geocompliance.gateway.rules.Rules.noticeOf;
import static io.geocompliance.gateway.rules.Rules.pass;
import static io.geocompliance.gateway.rules.Rules.paths;
import static io.geocompliance.gateway.rules.Rules.rule;
import static io.geocompliance.gateway.rules.Rules.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geocompliance.gateway.geo.Place;
import io.geocompliance.gateway.rules.Rule.Effective;
import io.geocompliance.gateway.rules.Rule.Mode;
import io.geocompliance.gateway.rules.RuleVerdict.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuleBookTest {

    private static final Instant FROM = Instant.parse("2024-02-20T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2025-01-01T00:00:00Z");

    @Test
    void theFirstRuleThatMatchesDecides() {
        Rule first = rule("first", paths(List.of("/news/**"), List.of()));
        Rule second = rule("second", everywhere());

        assertThat(new RuleBook(List.of(first, second)).decide(HERE, visit("/news/1")))
                .isEqualTo(noticeOf(first));
        assertThat(new RuleBook(List.of(second, first)).decide(HERE, visit("/news/1")))
                .isEqualTo(noticeOf(second));
        assertThat(new RuleBook(List.of(first, second)).decide(HERE, visit("/about")))
                .isEqualTo(noticeOf(second));
    }

    @Test
    void anObservedRuleIsCollectedButNeverActs() {
        Rule watched = rule("watched", everywhere(), new Effective(null, null), Mode.OBSERVE);
        Rule acts = rule("acts", everywhere());
        Rule watchedToo = rule("watched-too", everywhere(), new Effective(null, null), Mode.OBSERVE);

        assertThat(new RuleBook(List.of(watched, acts, watchedToo)).decide(HERE, visit("/")))
                .isEqualTo(noticeOf(acts, watched, watchedToo));
        assertThat(new RuleBook(List.of(watched)).decide(HERE, visit("/")))
                .isEqualTo(pass(Decision.Reason.NO_RULE, null, watched));
        assertThat(new RuleBook(List.of(watched)).reach(visit("/"))).isEqualTo(Reach.NOTHING);
        assertThat(new RuleBook(List.of(watched)).decide(ELSEWHERE, visit("/")).observed())
                .isEmpty();
    }

    @Test
    void eachReasonForNotKnowingThePlaceIsDecidedByTheRule() {
        Rule rule = rule("r", everywhere());
        RuleBook book = new RuleBook(List.of(rule));
        for (Place.Reason reason : Place.Reason.values()) {
            Decision decision = book.decide(new Place.Unknown(reason), visit("/"));
            boolean apply = reason == Place.Reason.UNKNOWN || reason == Place.Reason.UNRESOLVED;
            assertThat(decision)
                    .as(reason.name())
                    .isEqualTo(apply ? noticeOf(rule) : pass(Decision.Reason.UNDECIDED_SKIPPED, rule));
        }
    }

    @Test
    void aPassThroughNamesTheRuleThatSpokeOfTheVisit() {
        Rule rule = rule("r", paths(List.of(), List.of("/api/**")));
        RuleBook book = new RuleBook(List.of(rule));
        assertThat(book.decide(ELSEWHERE, visit("/"))).isEqualTo(pass(Decision.Reason.OTHER_PLACE, rule));
        assertThat(book.decide(HERE, visit("/api/x"))).isEqualTo(pass(Decision.Reason.NO_RULE, null));
    }

    @Test
    void aRuleActsFromItsFirstMomentToTheOneBeforeItsEnd() {
        RuleBook book = new RuleBook(List.of(rule("r", everywhere(), new Effective(FROM, UNTIL), Mode.ENFORCE)));
        assertThat(book.decide(HERE, visit(FROM.minus(Duration.ofDays(1))))).isInstanceOf(Decision.PassThrough.class);
        assertThat(book.decide(HERE, visit(FROM.minusNanos(1)))).isInstanceOf(Decision.PassThrough.class);
        assertThat(book.decide(HERE, visit(FROM))).isInstanceOf(Decision.Notice.class);
        assertThat(book.decide(HERE, visit(FROM.plus(Duration.ofDays(1))))).isInstanceOf(Decision.Notice.class);
        assertThat(book.decide(HERE, visit(UNTIL.minusNanos(1)))).isInstanceOf(Decision.Notice.class);
        assertThat(book.decide(HERE, visit(UNTIL))).isInstanceOf(Decision.PassThrough.class);
    }

    @Test
    void aResponseIsSubjectFromADayBeforeTheRule() {
        RuleBook book = new RuleBook(List.of(rule("r", everywhere(), new Effective(FROM, UNTIL), Mode.ENFORCE)));
        assertThat(book.reach(visit(FROM.minus(Duration.ofHours(24)).minusNanos(1))))
                .isEqualTo(Reach.NOTHING);
        assertThat(book.reach(visit(FROM.minus(Duration.ofHours(24))))).isEqualTo(Reach.PAGES);
        assertThat(book.reach(visit(FROM))).isEqualTo(Reach.PAGES);
        assertThat(book.reach(visit(UNTIL.minusNanos(1)))).isEqualTo(Reach.PAGES);
        assertThat(book.reach(visit(UNTIL))).isEqualTo(Reach.NOTHING);
    }

    @Test
    void aRuleShorterThanADayIsSubjectBeforehandToo() {
        Effective anHour = new Effective(FROM, FROM.plus(Duration.ofHours(1)));
        RuleBook book = new RuleBook(List.of(rule("r", everywhere(), anHour, Mode.ENFORCE)));
        assertThat(book.reach(visit(FROM.minus(Duration.ofHours(2))))).isEqualTo(Reach.PAGES);
    }

    @Test
    void hostsAndMethodsNarrowARule() {
        Rule.When when = new Rule.When(
                "audience", List.of("a.example", "*.b.example"), List.of("GET", "HEAD"), List.of(), List.of());
        RuleBook book = new RuleBook(List.of(rule("r", when)));
        assertThat(settled(book, "a.example", "GET")).isEqualTo(Finding.DECIDES);
        assertThat(settled(book, "x.b.example", "HEAD")).isEqualTo(Finding.DECIDES);
        assertThat(settled(book, "b.example", "GET")).isEqualTo(Finding.OTHER_HOST);
        assertThat(settled(book, ".b.example", "GET")).isEqualTo(Finding.OTHER_HOST);
        assertThat(settled(book, "xb.example", "GET")).isEqualTo(Finding.OTHER_HOST);
        assertThat(settled(book, "a.example", "POST")).isEqualTo(Finding.OTHER_METHOD);
    }

    @Test
    void explainGivesTheFirstReasonOfEachRule() {
        RuleBook book = new RuleBook(List.of(
                rule("later", everywhere(), new Effective(Rules.NOON.plusSeconds(1), null), Mode.ENFORCE),
                rule("over", everywhere(), new Effective(null, Rules.NOON), Mode.ENFORCE),
                rule("listed", paths(List.of("/sport/**"), List.of())),
                rule("excepted", paths(List.of("/news/**"), List.of("/news/*"))),
                rule("elsewhere", new Rule.When("other", List.of(), List.of())),
                rule("watched", everywhere(), new Effective(null, null), Mode.OBSERVE),
                rule("acts", everywhere()),
                rule("late", everywhere())));
        assertThat(book.explain(HERE, visit("/news/1")))
                .extracting(RuleVerdict::finding)
                .containsExactly(
                        Finding.NOT_YET,
                        Finding.NO_LONGER,
                        Finding.OTHER_PATH,
                        Finding.EXCEPTED_PATH,
                        Finding.OTHER_PLACE,
                        Finding.OBSERVES,
                        Finding.DECIDES,
                        Finding.PRECEDED);
        assertThat(book.explain(new Place.Unknown(Place.Reason.RESERVED), visit("/news/1")))
                .extracting(RuleVerdict::finding)
                .contains(Finding.UNDECIDED_SKIPPED);
    }

    @Test
    void aPathThatSelectsByItsSpellingIsAmbiguous() {
        RuleBook book = new RuleBook(List.of(rule("r", paths(List.of(), List.of("/api/**")))));
        assertThat(ambiguous(book, "/news/%2e%2e/api/x")).isTrue();
        assertThat(ambiguous(book, "/%61pi/x")).isTrue();
        assertThat(ambiguous(book, "//api/x")).isTrue();
        assertThat(ambiguous(book, "/news/..%2fapi/x")).isTrue();
        assertThat(ambiguous(book, "/news/..;a=b/../api/x")).isTrue();
        assertThat(ambiguous(book, "/api;a/x")).isTrue();
        assertThat(ambiguous(book, "/news//../api/x")).isTrue();
        assertThat(ambiguous(book, "/news/%41/../b//c;d/%d0%b0")).isFalse();
        assertThat(ambiguous(book, "/api/%2e/x?/../news")).isFalse();
        assertThat(ambiguous(book, "/news/1")).isFalse();
    }

    @Test
    void anObservedRuleMakesNothingAmbiguous() {
        Rule watched = rule("r", paths(List.of(), List.of("/api/**")), new Effective(null, null), Mode.OBSERVE);
        assertThat(ambiguous(new RuleBook(List.of(watched)), "//api/x")).isFalse();
    }

    @Test
    void onlyARuleThatCouldActMakesAPathAmbiguous() {
        Rule.When excepted = paths(List.of(), List.of("/api/**"));
        Rule over = rule("over", excepted, new Effective(null, Rules.NOON), Mode.ENFORCE);
        Rule soon = rule("soon", excepted, new Effective(Rules.NOON.plusSeconds(60), null), Mode.ENFORCE);
        assertThat(ambiguous(new RuleBook(List.of(over)), "//api/x")).isFalse();
        assertThat(ambiguous(new RuleBook(List.of(soon)), "//api/x")).isTrue();
    }

    @Test
    void twoRulesOfOneNameAreRefused() {
        assertThatThrownBy(() -> new RuleBook(List.of(rule("r", everywhere()), rule("r", everywhere()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("r");
    }

    @Test
    void aRuleTestSaysHowTheDecisionDiffers() {
        Rule rule = rule("r", everywhere());
        Decision due = noticeOf(rule);
        Decision none = pass(Decision.Reason.OTHER_PLACE, rule);
        assertThat(expecting("r", "notice-of-r").failure(due)).isEmpty();
        assertThat(expecting("r", null).failure(due)).isEmpty();
        assertThat(expecting(null, null).failure(none)).isEmpty();
        assertThat(expecting(null, null).failure(due)).contains("expected rule none, got r");
        assertThat(expecting("r", null).failure(none))
                .contains("expected rule r, got none (the rules speak of other regions)");
        assertThat(expecting("r", "other").failure(due)).contains("expected notice other, got notice-of-r");
    }

    private static RuleTest expecting(String rule, String notice) {
        return new RuleTest(
                "rules.yaml:1:1", "192.0.2.1", "/", null, Map.of(), new RuleTest.Expected(rule, notice, null));
    }

    private static boolean ambiguous(RuleBook book, String target) {
        NormalizedPath path = NormalizedPath.of(target);
        return book.ambiguous(path, visit(path.normalized()));
    }

    private static Finding settled(RuleBook book, String host, String method) {
        return Optional.of(book.explain(HERE, new Visit(host, method, "/", Rules.NOON)))
                .map(verdicts -> verdicts.get(0).finding())
                .orElseThrow();
    }
}
