package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Answer;
import io.geocompliance.gateway.testing.DecisionTail;
import io.geocompliance.gateway.testing.FakeClock;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.Mischief;
import io.geocompliance.gateway.testing.MmdbRecords;
import io.geocompliance.gateway.testing.MmdbWriter;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.OriginServer;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RecordedRequest;
import io.geocompliance.gateway.testing.TestGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * For a protected region, exchanging one reader for another changes nothing in the record.
 *
 * <p>What stays the same within a pair: place, minute, rule, notice variant, method, what became of the notice. All else is drawn
 * anew for each reader. {@code -Dprivacy.seed} replays a run.
 */
@Timeout(180)
class ReaderPrivacyTest {

    private static final int PAIRS = 600;
    private static final long SEED = Long.getLong("privacy.seed", System.nanoTime());

    private static OriginServer origin;
    private static TestGateway gateway;
    private static FakeClock clock;
    private static DecisionTail records;

    private final Random random = new Random(SEED);

    /** Where readers of a pair are: in one of these networks each, all at the same place. */
    private record Home(String name, List<Function<Random, String>> addresses) {}

    /** What becomes of a visit. */
    private record Fate(String out, String method, Function<RecordedRequest, Answer> answer) {}

    @BeforeAll
    static void start() {
        MmdbWriter places = MmdbWriter.combined();
        for (String network : List.of("24.0.0.0/8", "2c00::/16")) {
            places.put(network, MmdbRecords.nested("RU", "RU"));
        }
        for (String network : List.of("25.0.0.0/8", "2c01::/16")) {
            places.put(network, MmdbRecords.nested("UA", "UA", "43"));
        }
        places.put("26.0.0.0/8", MmdbRecords.nested("DE", "DE"));
        origin = OriginServer.start();
        clock = new FakeClock(Instant.parse("2026-11-24T12:00:00Z"));
        GatewayYaml yaml = GatewayYaml.of(origin.url())
                .with("timeouts", "{keepAlive: 1s}")
                .with("geo", "{databases: [{file: places.mmdb, canaries: []}]}")
                .file("places.mmdb", places.bytes());
        gateway = TestGateway.start(yaml, clock);
        records = DecisionTail.of(gateway.directory().resolve("audit"));
    }

    @AfterAll
    static void stop() {
        records.close();
        gateway.close();
        origin.close();
    }

    @Test
    void readersOfAPairLeaveTheSameLine() {
        for (int pair = 0; pair < PAIRS; pair++) {
            Home home = pick(homes());
            Fate fate = fate();
            String first = recordOf(reader(home), fate);
            clock.advance(Duration.ofMillis(random.nextInt(100))); // within the minute, for all pairs together
            String second = recordOf(reader(home), fate);
            assertThat(second)
                    .as("pair %d of seed %d: %s, %s", pair, SEED, home.name(), fate.out())
                    .isEqualTo(first)
                    .contains("\"out\":\"" + fate.out() + "\"");
        }
    }

    /** Or the test above could not fail. */
    @Test
    void whatIsToldApartIsToldApart() {
        Fate injected = new Fate("injected", "GET", page("<!doctype html><html lang=ru><body>x"));
        String russia = recordOf(reader(homes().get(0)), injected);
        assertThat(recordOf(reader(homes().get(1)), injected)).isNotEqualTo(russia);
        String germany = recordOf(
                reader(new Home("Germany", List.of(drawn -> "26.1.2.3"))),
                new Fate("skipped", "GET", page("<!doctype html><html lang=ru><body>x")));
        assertThat(germany).isNotEqualTo(russia);
    }

    private String recordOf(List<String> lines, Fate fate) {
        origin.answer(fate.answer());
        String target = "/" + word() + "/" + word() + (random.nextBoolean() ? "?" + word() + "=" + word() : "");
        try (RawClient client = gateway.client()) {
            List<String> head = new ArrayList<>(lines);
            int body = fate.method().equals("POST") ? random.nextInt(3000) : 0;
            if (fate.method().equals("POST")) {
                head.add(random.nextInt(head.size()), "Content-Length: " + body);
            }
            client.send(RawClient.request(fate.method(), target, head.toArray(String[]::new)) + "x".repeat(body));
            client.beginOrClosed(fate.method()).ifPresent(reception -> {
                try {
                    reception.body().rest();
                } catch (java.io.IOException torn) {
                    return; // as the origin tore it
                }
            });
            return records.next();
        }
    }

    private static List<Home> homes() {
        Function<Random, String> v4 = drawn -> octets(drawn);
        return List.of(
                new Home("Russia", List.of(drawn -> "24." + v4.apply(drawn), drawn -> "2c00:" + groups(drawn))),
                new Home("Crimea", List.of(drawn -> "25." + v4.apply(drawn), drawn -> "2c01:" + groups(drawn))),
                new Home("nowhere", List.of(drawn -> "44." + v4.apply(drawn), drawn -> "2c0f:" + groups(drawn))));
    }

    private static String octets(Random drawn) {
        return drawn.nextInt(256) + "." + drawn.nextInt(256) + "." + drawn.nextInt(256);
    }

    private static String groups(Random drawn) {
        StringBuilder groups = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            groups.append(i == 0 ? "" : ":").append(Integer.toHexString(1 + drawn.nextInt(0xFFFF)));
        }
        return groups.toString();
    }

    private Fate fate() {
        return pick(List.of(
                new Fate("injected", "GET", page("<!doctype html><html lang=ru><title>t</title><body>x")),
                new Fate("injected", "GET", page("<html lang=en><p>x")),
                new Fate("injected", "POST", page("<!doctype html><html lang=uk><body>x")),
                new Fate(
                        "injected",
                        "GET",
                        request -> padded("<html lang=ru><body>x").withStatus(404)),
                new Fate("skipped", "HEAD", page("<!doctype html><html lang=ru><body>x")),
                new Fate("skipped", "GET", request -> padded("{}").with("Content-Type", "application/json")),
                new Fate("skipped", "GET", page("<html lang=ru><frameset></frameset>")),
                new Fate("failed", "GET", request -> new Mischief.Verbatim("")),
                new Fate(
                        "failed",
                        "GET",
                        request -> new Mischief.CutShort(OriginReply.html("<html lang=ru><title>t".repeat(9)), 50))));
    }

    private Function<RecordedRequest, Answer> page(String html) {
        return request -> padded(html);
    }

    /** A body whose length is this visit's alone. */
    private OriginReply padded(String text) {
        OriginReply reply = text.startsWith("{") ? OriginReply.status(200).body(text) : OriginReply.html(text);
        return reply.body(text + " ".repeat(random.nextInt(5000)));
    }

    /** The header lines of one reader, in a random order. */
    private List<String> reader(Home home) {
        List<String> lines = new ArrayList<>();
        lines.add("X-Forwarded-For: " + pick(home.addresses()).apply(random));
        lines.add(pick(List.of("Accept: text/html", "Accept: text/html,*/*;q=0.8", "Sec-Fetch-Dest: document")));
        maybe(lines, "User-Agent: " + word() + "/" + random.nextInt(200));
        maybe(lines, "Accept-Language: " + pick(List.of("ru", "en", "uk", "de, fr;q=0.5", "tt-RU", "*")));
        maybe(lines, "Accept-Encoding: " + pick(List.of("gzip", "br", "identity", "gzip, deflate, br, zstd")));
        maybe(lines, "Cookie: session=" + word());
        maybe(lines, "Referer: https://" + word() + ".example/" + word());
        maybe(lines, "X-Request-Id: " + word());
        maybe(lines, "traceparent: 00-" + "0af7651916cd43dd8448eb211c80319c" + "-b7ad6b7169203331-01");
        maybe(lines, "X-" + word() + ": " + word());
        maybe(lines, "DNT: 1");
        maybe(lines, "Connection: close");
        maybe(lines, "Host: " + word() + ".example");
        Collections.shuffle(lines, random);
        return lines;
    }

    private void maybe(List<String> lines, String line) {
        if (random.nextBoolean()) {
            lines.add(line);
        }
    }

    private String word() {
        return random.ints(3 + random.nextInt(10), 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private <T> T pick(List<T> among) {
        return among.get(random.nextInt(among.size()));
    }
}
