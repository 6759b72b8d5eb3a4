package io.geocompliance.gateway;

import io.geocompliance.gateway.client.AddressLiteral;
import io.geocompliance.gateway.client.ClientAddress;
import io.geocompliance.gateway.config.Position;
import io.geocompliance.gateway.config.Problem;
import io.geocompliance.gateway.geo.Told;
import io.geocompliance.gateway.proxy.Ruling;
import io.geocompliance.gateway.proxy.Snapshot;
import io.geocompliance.gateway.rules.Decision;
import io.geocompliance.gateway.rules.NormalizedPath;
import io.geocompliance.gateway.rules.Rule;
import io.geocompliance.gateway.rules.RuleTest;
import io.geocompliance.gateway.rules.Visit;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs the tests that operators wrote of their rules. */
public final class RuleTests {

    /** Where a test stands, as it is told. */
    private static final Pattern PLACE = Pattern.compile("(.*):(\\d+):(\\d+)");

    private RuleTests() {}

    /**
     * How one test went.
     *
     * @param ruling what live traffic would get
     * @param failure a sentence without the test's place; empty if it passed
     */
    public record Result(RuleTest test, Ruling ruling, Optional<String> failure) {}

    public static List<Result> run(Snapshot snapshot, List<RuleTest> tests, Instant now) {
        return tests.stream().map(test -> run(snapshot, test, now)).toList();
    }

    /** One sentence for each test that fails, with its place in the file. */
    static List<String> failures(Snapshot snapshot, List<RuleTest> tests, Instant now) {
        return run(snapshot, tests, now).stream()
                .flatMap(result ->
                        result.failure().stream().map(sentence -> result.test().where() + ": " + sentence + "."))
                .toList();
    }

    /** The same as findings. */
    public static List<Finding> failures(List<Result> results) {
        return results.stream()
                .flatMap(result -> result.failure().stream().map(sentence -> {
                    Matcher place = PLACE.matcher(result.test().where());
                    return new Finding(
                            Problem.Severity.ERROR,
                            "test",
                            place.matches()
                                    ? Optional.of(new Position(
                                            place.group(1),
                                            Integer.parseInt(place.group(2)),
                                            Integer.parseInt(place.group(3))))
                                    : Optional.empty(),
                            sentence + ".");
                }))
                .toList();
    }

    /** Rules that did something in one of the tests, observed or not. */
    public static Set<String> rulesMet(List<Result> results) {
        Set<String> met = new LinkedHashSet<>();
        for (Result result : results) {
            Decision decision = result.ruling().decision();
            Stream.of(decision.decidedBy().stream(), decision.editing(), decision.observed().stream())
                    .flatMap(rules -> rules)
                    .map(Rule::id)
                    .forEach(met::add);
        }
        return met;
    }

    /** Regions that one of the tests' visitors was in. */
    public static Set<String> regionsMet(List<Result> results) {
        Set<String> met = new LinkedHashSet<>();
        results.forEach(result -> met.addAll(result.ruling().place().regions()));
        return met;
    }

    private static Result run(Snapshot snapshot, RuleTest test, Instant now) {
        ClientAddress asker = AddressLiteral.parse(test.ip())
                .<ClientAddress>map(ClientAddress.Known::new)
                .orElse(new ClientAddress.Unresolved(ClientAddress.Reason.MALFORMED));
        Visit visit = new Visit(
                header(test.headers(), "host").stream()
                        .findFirst()
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .orElse("localhost"),
                "GET",
                NormalizedPath.of(test.path()).normalized(),
                test.at() == null ? now : test.at());
        // The headers are those of the request as the nearest proxy passes it on, which is one of the operator's own.
        Told told = snapshot.geo().told(name -> header(test.headers(), name));
        Ruling ruling = Ruling.of(snapshot, new Ruling.Sender(asker, told), visit);
        return new Result(test, ruling, test.failure(ruling.decision()));
    }

    private static List<String> header(Map<String, String> headers, String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }
}
