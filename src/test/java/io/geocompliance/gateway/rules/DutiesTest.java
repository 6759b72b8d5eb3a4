package io.geocompliance.gateway.rules;

import static io.geocompliance.gateway.rules.Rules.HERE;
import static io.geocompliance.gateway.rules.Rules.block;
import static io.geocompliance.gateway.rules.Rules.everywhere;
import static io.geocompliance.gateway.rules.Rules.headers;
import static io.geocompliance.gateway.rules.Rules.paths;
import static io.geocompliance.gateway.rules.Rules.redirect;
import static io.geocompliance.gateway.rules.Rules.rule;
import static io.geocompliance.gateway.rules.Rules.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geocompliance.gateway.rules.RuleVerdict.Finding;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several duties: which rule answers a visit, and whose header edits are made. */
class DutiesTest {

    private static final Rule NOTICE = rule("notice", everywhere());
    private static final Rule BLOCK = rule("block", everywhere(), block());
    private static final Rule REDIRECT = rule("redirect", everywhere(), redirect("https://other.example/", 302));
    private static final Rule HEADERS = rule("headers", everywhere(), headers("X-A"));

    private static Decision decide(Rule... rules) {
        return new RuleBook(List.of(rules)).decide(HERE, visit("/news/1"));
    }

    @Test
    void aBlockGoesBeforeARedirectAndThatBeforeANoticeWhateverTheirOrder() {
        assertThat(decide(NOTICE, REDIRECT, BLOCK)).isInstanceOf(Decision.Block.class);
        assertThat(decide(NOTICE, REDIRECT)).isInstanceOf(Decision.Redirect.class);
        assertThat(decide(BLOCK, NOTICE).decidedBy()).contains(BLOCK);
        Rule second = rule("second", everywhere(), block());
        assertThat(decide(second, BLOCK).decidedBy()).contains(second);
    }

    @Test
    void aRuleThatOnlyEditsHeadersKeepsNoOtherFromDeciding() {
        Decision decision = decide(HEADERS, NOTICE);
        assertThat(decision.decidedBy()).contains(NOTICE);
        assertThat(decision.editing()).containsExactly(HEADERS);

        assertThat(decide(HEADERS).action()).isEqualTo(Decision.Action.HEADERS);
        assertThat(decide(HEADERS).decidedBy()).contains(HEADERS);
    }

    @Test
    void editsAreMadeInTheOrderOfTheBookAndNeverThoseOfARuleThatDoesNotAct() {
        Rule late = rule("late", everywhere(), headers("X-B"));
        Rule both = rule("both", everywhere(), new Duties(block().main(), HeaderChanges.NONE, Rules.setting("X-C")));
        Rule beaten = rule(
                "beaten",
                everywhere(),
                new Duties(redirect("/x", 302).main(), HeaderChanges.NONE, Rules.setting("X-D")));
        assertThat(decide(late, beaten, both, HEADERS).editing()).containsExactly(late, both, HEADERS);
    }

    @Test
    void explainSaysTheSame() {
        assertThat(new RuleBook(List.of(NOTICE, HEADERS, BLOCK)).explain(HERE, visit("/")))
                .extracting(RuleVerdict::finding)
                .containsExactly(Finding.PRECEDED, Finding.EDITS, Finding.DECIDES);
        assertThat(new RuleBook(List.of(BLOCK)).explain(HERE, visit("/")).get(0).inWords())
                .isEqualTo("decides: the visit is blocked (451)");
    }

    @Test
    void whatCanChangeEveryTypeOfAnswerReachesFurtherThanANotice() {
        assertThat(new RuleBook(List.of(NOTICE)).reach(visit("/"))).isEqualTo(Reach.PAGES);
        for (Rule rule : List.of(BLOCK, REDIRECT, HEADERS)) {
            assertThat(new RuleBook(List.of(NOTICE, rule)).reach(visit("/")))
                    .as(rule.id())
                    .isEqualTo(Reach.EVERYTHING);
        }
    }

    @Test
    void nobodyIsBlockedOnDoubt() {
        assertThatThrownBy(() -> new Rule(
                        "r",
                        new Rule.Effective(null, null),
                        everywhere(),
                        Rules.ON_DOUBT,
                        block(),
                        Rule.Mode.ENFORCE,
                        new Rule.Provenance(null, null, null)))
                .hasMessageContaining("doubt");
    }

    @Test
    void aRedirectNeverLeadsToItself() {
        Rule rule = rule("r", everywhere(), redirect("https://news.example/legal?x", 302));
        RuleBook book = new RuleBook(List.of(rule));
        assertThat(book.decide(HERE, visit("/legal"))).isInstanceOf(Decision.PassThrough.class);
        assertThat(book.decide(HERE, visit("/legal/more"))).isInstanceOf(Decision.Redirect.class);
        assertThat(book.decide(HERE, new Visit("other.example", "GET", "/legal", Rules.NOON)))
                .isInstanceOf(Decision.Redirect.class);
        assertThat(book.decide(HERE, new Visit("news.example", "POST", "/legal", Rules.NOON)))
                .isInstanceOf(Decision.Redirect.class);
        assertThat(book.explain(HERE, visit("/legal")).get(0).finding()).isEqualTo(Finding.OWN_TARGET);
    }

    @ParameterizedTest
    @CsvSource({
        "/legal, 302, true",
        "/about/../legal, 302, true",
        "/api/x, 302, false",
        "https://elsewhere.example/legal, 302, false",
        "/.well-known/geo-compliance/ru-undesirable/ru, 302, false"
    })
    void circlesAreSeenWhereTheRuleAloneShowsThem(String to, int status, boolean circles) {
        Rule rule = rule("r", paths(List.of(), List.of("/api/**")), redirect(to, status));
        assertThat(rule.redirectsInCircles()).isEqualTo(circles);
    }

    @ParameterizedTest
    @CsvSource({"POST, 302, false", "POST, 303, false", "POST, 307, true", "PUT, 302, true", "GET, 303, true"})
    void afterAFormIsSentTheNextRequestMayHaveAnotherMethod(String method, int status, boolean circles) {
        Rule.When when = new Rule.When("audience", List.of(), List.of(method), List.of(), List.of());
        assertThat(rule("r", when, redirect("/form", status)).redirectsInCircles())
                .isEqualTo(circles);
    }

    @Test
    void theHostOfATargetCountsWhereTheRuleNamesIt() {
        Rule.When when = new Rule.When("audience", List.of("*.news.example"), List.of(), List.of(), List.of());
        assertThat(rule("r", when, redirect("https://www.news.example/x", 302)).redirectsInCircles())
                .isTrue();
        assertThat(rule("r", when, redirect("https://news.example/x", 302)).redirectsInCircles())
                .isFalse();
        assertThat(rule("r", when, block()).blocksItsExplanation()).isFalse();
        Rule.When named = new Rule.When("audience", List.of("news.example"), List.of(), List.of(), List.of());
        assertThat(rule("r", named, block()).blocksItsExplanation()).isTrue();
    }

    @Test
    void aRuleTestMayNameTheAction() {
        assertThat(failure("block", Decision.Action.BLOCK, BLOCK)).isEmpty();
        assertThat(failure("block", Decision.Action.REDIRECT, BLOCK)).contains("expected action redirect, got block");
        assertThat(failure("headers", Decision.Action.HEADERS, HEADERS)).isEmpty();
    }

    private static Optional<String> failure(String expected, Decision.Action action, Rule rule) {
        return new RuleTest(
                        "rules.yaml:1:1",
                        "192.0.2.1",
                        "/",
                        null,
                        java.util.Map.of(),
                        new RuleTest.Expected(expected, null, action))
                .failure(decide(rule));
    }

    @ParameterizedTest
    @CsvSource({"'', x", "X Y, x", "X, ''", "X, ' x'", "X, 'x '", "X, ю"})
    void aFieldIsWellFormed(String name, String value) {
        assertThatThrownBy(() -> new HeaderChanges.Field(name, value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFieldHoldsNoLineBreak() {
        assertThat(HeaderChanges.Field.mistakeIn("X", "a\r\nb")).isPresent();
        assertThat(HeaderChanges.Field.mistakeIn("X", "a\tb c")).isEmpty();
    }
}
