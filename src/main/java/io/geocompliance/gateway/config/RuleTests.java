package io.geocompliance.gateway.config;

import io.geocompliance.gateway.client.Cidr;
import io.geocompliance.gateway.rules.Decision;
import io.geocompliance.gateway.rules.RuleTest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the tests of rules.yaml are written. */
final class RuleTests {

    /** One test, and where the rules and the notice it expects are named. */
    record Said(
            RuleTest test,
            Located<String> rule,
            Optional<Located<String>> notice,
            Optional<Located<String>> observed) {}

    /** In the place of a rule's id: no rule must decide. */
    static final String NONE = "none";

    private static final Key<Located<String>> RULE = Key.required(
            "rule",
            Located.of(Scalars.NAME),
            "The id of the rule that decides, or of the first that only edits headers; `none` if no rule may act.");
    private static final Key<Located<String>> NOTICE =
            Key.optional("notice", Located.of(Scalars.NAME), "The id of the notice. Absent: left open.");

    private static final Key<Decision.Action> ACTION = Key.optional(
            "action",
            Scalar.oneOf(Map.of(
                    "notice", Decision.Action.NOTICE,
                    "block", Decision.Action.BLOCK,
                    "redirect", Decision.Action.REDIRECT,
                    "headers", Decision.Action.HEADERS)),
            "What the rule does. Absent: left open.");

    private static final Key<Located<String>> OBSERVED = Key.optional(
            "observed",
            Located.of(Scalars.NAME),
            "The id of a rule in `mode: observe` that would have acted. Absent: left open.");

    /** What must come out, and where it is written. */
    private record Expected(
            Located<String> rule,
            Optional<Located<String>> notice,
            Optional<Decision.Action> action,
            Optional<Located<String>> observed) {}

    private static final Section<Expected> EXPECTED = new Section<>(
            "what must come out, such as {rule: none}", List.of(RULE, NOTICE, ACTION, OBSERVED), Map.of(), fields -> {
                Located<String> rule = fields.get(RULE);
                Optional<Located<String>> notice = fields.find(NOTICE);
                if (rule.value().equals(NONE) && notice.isPresent()) {
                    fields.error(NOTICE, "where no rule decides there is no notice; leave \"notice\" out.");
                    return Optional.empty();
                }
                if (rule.value().equals(NONE) && fields.find(ACTION).isPresent()) {
                    fields.error(ACTION, "where no rule decides nothing is done; leave \"action\" out.");
                    return Optional.empty();
                }
                return Optional.of(new Expected(rule, notice, fields.find(ACTION), fields.find(OBSERVED)));
            });

    private static final Key<Located<String>> IP = Key.required(
            "ip",
            Located.of(new Scalar<>(
                    "an address such as 77.88.8.8 or 2a02:6b8::1",
                    Map.of("type", "string", "pattern", "^[0-9A-Fa-f:.]+$"),
                    RuleTests::address)),
            "The visitor's address: an example of the operator's, never a reader's.");
    private static final Key<String> PATH = Key.defaulted(
            "path",
            Scalar.matching("/\\S*", "a path such as /news/1", path -> path),
            "/",
            "What is asked for, with or without a query.");
    private static final Key<Instant> AT =
            Key.optional("at", Scalars.MOMENT, "When: a date (00:00 UTC) or a time with its offset. Absent: now.");
    private static final Key<List<MapOf.Named<String>>> HEADERS = Key.defaulted(
            "headers",
            new MapOf<>(
                    "headers by name",
                    Scalar.matching("[A-Za-z0-9!#$%&'*+.^_`|~-]+", "a field name such as Host", name -> name),
                    Scalars.TEXT),
            "{}",
            "Of the request, such as `{Host: news.example}`.");
    private static final Key<Expected> EXPECT = Key.required("expect", EXPECTED, "What must come out.");

    /** One test. */
    static final Section<Said> TEST = Section.of("a test", List.of(IP, PATH, AT, HEADERS, EXPECT), fields -> {
        Map<String, String> headers = new LinkedHashMap<>();
        fields.get(HEADERS).forEach(header -> header.value().ifPresent(value -> headers.put(header.name(), value)));
        Expected expected = fields.get(EXPECT);
        String rule = expected.rule().value();
        return new Said(
                new RuleTest(
                        fields.mapping().position().toString(),
                        fields.get(IP).value(),
                        fields.get(PATH),
                        fields.find(AT).orElse(null),
                        headers,
                        new RuleTest.Expected(
                                rule.equals(NONE) ? null : rule,
                                expected.notice().map(Located::value).orElse(null),
                                expected.action().orElse(null),
                                expected.observed().map(Located::value).orElse(null))),
                expected.rule(),
                expected.notice(),
                expected.observed());
    });

    private RuleTests() {}

    private static Optional<String> address(String text) {
        if (text.contains("/")) {
            return Optional.empty();
        }
        Cidr.parse(text);
        return Optional.of(text);
    }
}
