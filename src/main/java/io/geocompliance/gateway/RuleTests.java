package io.geocompliance.gateway;

import io.geocompliance.gateway.client.AddressLiteral;
import io.geocompliance.gateway.client.ClientAddress;
import io.geocompliance.gateway.proxy.Ruling;
import io.geocompliance.gateway.proxy.Snapshot;
import io.geocompliance.gateway.rules.NormalizedPath;
import io.geocompliance.gateway.rules.RuleTest;
import io.geocompliance.gateway.rules.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs the tests that operators wrote beside their rules. */
final class RuleTests {

    private RuleTests() {}

    /** One sentence for each test that fails, with its place in the file. */
    static List<String> failures(Snapshot snapshot, List<RuleTest> tests, Instant now) {
        List<String> failures = new ArrayList<>();
        for (RuleTest test : tests) {
            ClientAddress asker = AddressLiteral.parse(test.ip())
                    .<ClientAddress>map(ClientAddress.Known::new)
                    .orElse(new ClientAddress.Unresolved(ClientAddress.Reason.MALFORMED));
            Visit visit = new Visit(
                    host(test.headers()),
                    "GET",
                    NormalizedPath.of(test.path()).normalized(),
                    test.at() == null ? now : test.at());
            test.failure(Ruling.of(snapshot, asker, visit).decision())
                    .ifPresent(sentence -> failures.add(test.where() + ": " + sentence + "."));
        }
        return failures;
    }

    private static String host(Map<String, String> headers) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("host"))
                .map(header -> header.getValue().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("localhost");
    }
}
