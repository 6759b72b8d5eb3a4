package io.geocompliance.gateway.config;

import io.geocompliance.gateway.geo.Place;
import io.geocompliance.gateway.rules.Duties;
import io.geocompliance.gateway.rules.Duty;
import io.geocompliance.gateway.rules.PathGlob;
import io.geocompliance.gateway.rules.Rule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How rules.yaml is written. */
final class RulesFile {

    /**
     * What it says.
     *
     * @param regions in the order of the file
     * @param rules in the order of the file
     * @param tests what must come out
     * @param position where the list of rules stands
     */
    record Said(
            List<MapOf.Named<RegionLanguage.Body>> regions,
            List<RuleSaid> rules,
            List<RuleTests.Said> tests,
            Position position) {}

    /** One rule, and where what it refers to is written. */
    record RuleSaid(Rule rule, Position id, Located<String> region, List<Located<String>> notices) {}

    private static final Shape<List<PathGlob>> GLOBS = ListOf.oneOrMore(
            "a path pattern such as /api/**, or a list of them",
            new Scalar<>(
                    "a path pattern such as /api/**",
                    Map.of("type", "string", "pattern", "^/"),
                    text -> Optional.of(new PathGlob(text))));

    private static final Key<List<PathGlob>> ONLY = Key.optional(
            "only",
            GLOBS,
            "Path patterns, one of which must match: `*` within a segment, `**` across segments. Absent: every path.");
    private static final Key<List<PathGlob>> NOT =
            Key.optional("not", GLOBS, "Path patterns, none of which may match. Absent: no exception.");

    /** Which paths a rule speaks of. */
    private record Paths(List<PathGlob> only, List<PathGlob> not) {}

    private static final Section<Paths> PATHS = Section.of(
            "path patterns such as {not: /api/**}",
            List.of(ONLY, NOT),
            fields -> new Paths(
                    fields.find(ONLY).orElse(List.of()), fields.find(NOT).orElse(List.of())));

    private static final Key<Located<String>> REGION =
            Key.required("region", Located.of(Scalars.NAME), "The name of a region under `regions`.");
    private static final Key<List<String>> HOSTS = Key.optional(
            "hosts",
            ListOf.oneOrMore("a host name, or a list of them", Scalars.SITE),
            "Host names the rule speaks of; `*.news.example` is every name below. Absent: every host.");
    private static final Key<List<String>> METHODS = Key.optional(
            "methods",
            ListOf.oneOrMore(
                    "a method such as GET, or a list of them",
                    Scalar.matching("[A-Z]{1,20}", "a method such as GET", method -> method)),
            "Request methods the rule speaks of. Absent: every method.");
    private static final Key<Paths> PATH =
            Key.defaulted("path", PATHS, "{}", "Which paths the rule speaks of, without the query and normalised.");

    /** What a rule speaks of, and where its region is named. */
    private record WhenSaid(Rule.When when, Located<String> region) {}

    private static final Section<WhenSaid> WHEN =
            Section.of("what the rule speaks of", List.of(REGION, HOSTS, METHODS, PATH), fields -> {
                Located<String> region = fields.get(REGION);
                Paths paths = fields.get(PATH);
                return new WhenSaid(
                        new Rule.When(
                                region.value(),
                                fields.find(HOSTS).orElse(List.of()),
                                fields.find(METHODS).orElse(List.of()),
                                paths.only(),
                                paths.not()),
                        region);
            });

    private static final Scalar<Rule.Undecided> UNDECIDED =
            Scalar.oneOf(Map.of("apply", Rule.Undecided.APPLY, "skip", Rule.Undecided.SKIP));

    private static final Key<Rule.Undecided> UNKNOWN =
            Key.required("unknown", UNDECIDED, "For a public address that no database places.");
    private static final Key<Rule.Undecided> RESERVED =
            Key.required("reserved", UNDECIDED, "For an address of the special-purpose registries (RFC 6890).");
    private static final Key<Rule.Undecided> INTERNAL =
            Key.required("internal", UNDECIDED, "For a request that comes from the trusted proxies themselves.");
    private static final Key<Rule.Undecided> UNRESOLVED =
            Key.required("unresolved", UNDECIDED, "For a request whose address could not be established.");

    private static final Section<Map<Place.Reason, Rule.Undecided>> ON = Section.of(
            "what to do where the place can't be said: unknown, reserved, internal and unresolved, each apply or skip",
            List.of(UNKNOWN, RESERVED, INTERNAL, UNRESOLVED),
            fields -> new EnumMap<>(Map.of(
                    Place.Reason.UNKNOWN, fields.get(UNKNOWN),
                    Place.Reason.RESERVED, fields.get(RESERVED),
                    Place.Reason.INTERNAL, fields.get(INTERNAL),
                    Place.Reason.UNRESOLVED, fields.get(UNRESOLVED))));

    private static final Key<Instant> FROM = Key.optional(
            "from",
            Scalars.MOMENT,
            "When the rule comes into force, inclusive: a date (00:00 UTC) or a time with its offset. Absent: always was.");
    private static final Key<Instant> UNTIL =
            Key.optional("until", Scalars.MOMENT, "When it ends, exclusive. Absent: it does not end.");

    private static final Section<Rule.Effective> EFFECTIVE =
            Section.of("when the rule is in force, such as {from: 2024-02-20}", List.of(FROM, UNTIL), fields -> {
                Optional<Instant> from = fields.find(FROM);
                Optional<Instant> until = fields.find(UNTIL);
                if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
                    fields.error(UNTIL, "the rule would end before it begins: \"until\" must be after \"from\".");
                }
                return new Rule.Effective(from.orElse(null), until.orElse(null));
            });

    private static final Key<Located<String>> ID =
            Key.required("id", Located.of(Scalars.NAME), "Stable: it is written into every record.");
    private static final Key<String> OWNER = Key.optional("owner", Scalars.TEXT, "Who answers for the rule.");
    private static final Key<String> COUNSEL =
            Key.optional("counsel", Scalars.TEXT, "Where counsel's opinion is filed.");
    private static final Key<LocalDate> REVIEW_BY =
            Key.optional("reviewBy", Scalars.DATE, "The day by which someone looks at the rule again.");
    private static final Key<Rule.Effective> IN_FORCE =
            Key.defaulted("effective", EFFECTIVE, "{}", "When the rule is in force.");
    private static final Key<WhenSaid> SPEAKS_OF =
            Key.required("when", WHEN, "What the rule speaks of; all that is said here must hold.");
    private static final Key<Map<Place.Reason, Rule.Undecided>> DOUBT = Key.required(
            "on",
            ON,
            "What to do where the place can't be said. All four cases are decided, always: nothing is left to accident.");
    private static final Key<DutyLanguage.Said> DUE = Key.required(
            "then",
            DutyLanguage.THEN,
            "What is due: a notice, a block or a redirect, with header edits or without; or header edits alone.");
    private static final Key<Rule.Mode> MODE = Key.defaulted(
            "mode",
            Scalar.oneOf(Map.of("enforce", Rule.Mode.ENFORCE, "observe", Rule.Mode.OBSERVE)),
            "enforce",
            "`enforce` acts; `observe` is decided, counted and recorded, and changes nothing.");

    private static final Section<RuleSaid> RULE = new Section<>(
            "a rule",
            List.of(ID, OWNER, COUNSEL, REVIEW_BY, IN_FORCE, SPEAKS_OF, DOUBT, DUE, MODE),
            Map.of(),
            RulesFile::rule);

    private static final Key<List<MapOf.Named<RegionLanguage.Body>>> REGIONS = Key.defaulted(
            "regions",
            new MapOf<>("regions by name", Scalars.NAME, RegionLanguage.REGION),
            "{}",
            "Named sets of places. One that no rule speaks of is a warning.");
    private static final Key<List<RuleSaid>> RULES = Key.required(
            "rules",
            ListOf.any("a list of rules", RULE),
            "Where several rules apply to a visit, the first that blocks decides, else the first that redirects, else the first with a notice."
                    + " An empty list is a warning.");
    private static final Key<List<RuleTests.Said>> TESTS = Key.defaulted(
            "tests",
            ListOf.any("a list of tests", RuleTests.TEST),
            "[]",
            "Visits and what must come out; run by `check`, by `test` and before each reload.");

    /** The whole file. */
    static final Section<Said> FILE = Section.of(
            "regions, rules and tests",
            List.of(REGIONS, RULES, TESTS),
            fields -> new Said(fields.get(REGIONS), fields.get(RULES), fields.get(TESTS), fields.position(RULES)));

    private RulesFile() {}

    private static Optional<RuleSaid> rule(Fields fields) {
        Duties duties = fields.get(DUE).duties();
        boolean blocks = duties.main().orElse(null) instanceof Duty.Block;
        if (blocks && fields.get(DOUBT).containsValue(Rule.Undecided.APPLY)) {
            fields.error(
                    DOUBT,
                    "a block is never made on doubt: nobody whose place can't be said may lose the page. Say skip four times.");
            return Optional.empty();
        }
        Rule rule = new Rule(
                fields.get(ID).value(),
                fields.get(IN_FORCE),
                fields.get(SPEAKS_OF).when(),
                fields.get(DOUBT),
                duties,
                fields.get(MODE),
                new Rule.Provenance(
                        fields.find(OWNER).orElse(null),
                        fields.find(COUNSEL).orElse(null),
                        fields.find(REVIEW_BY).orElse(null)));
        if (rule.redirectsInCircles()) {
            fields.error(
                    DUE,
                    "the rule speaks of the page it redirects to, so visitors would go round; make it an exception.");
        }
        if (rule.blocksItsExplanation()) {
            fields.error(DUE, "the rule blocks the page that says who blocks; make that page an exception.");
        }
        return Optional.of(new RuleSaid(
                rule,
                fields.get(ID).position(),
                fields.get(SPEAKS_OF).region(),
                fields.get(DUE).notices()));
    }
}
