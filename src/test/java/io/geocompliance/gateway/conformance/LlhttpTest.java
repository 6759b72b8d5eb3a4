package io.geocompliance.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Corpus;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.RecordedRequest;
import io.geocompliance.gateway.wire.Framing;
import io.geocompliance.gateway.wire.WireCase;
import io.geocompliance.gateway.wire.WireRun;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The requests that nodejs/llhttp's strict parser refuses: none reaches an origin, but for a list that says why it does no harm. */
class LlhttpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final String CLOSED =
            "one request arrives; what follows it on a connection that closes is not heard";
    private static final String UPGRADE = "the Upgrade is dropped, the request arrives as one without it";
    private static final String FOLDED = "a folded value is joined (RFC 9112 5.2) and written on one line";
    private static final String METHOD = "an unknown method is the origin's affair: the request line is written anew";

    /** Invalid there and passed on here, and why that does no harm; an entry that is refused after all fails the test. */
    private static final Map<String, String> HARMLESS = Map.ofEntries(
            Map.entry("connection.md: CRLF between requests, explicit `close`", CLOSED),
            Map.entry("connection.md: CRLF between requests, explicit `close` followed by tab", CLOSED),
            Map.entry("connection.md: No restart when keep-alive is off (1.0)", CLOSED),
            Map.entry("connection.md: Emitting part of body and pausing", UPGRADE),
            Map.entry("connection.md: Setting a flag and pausing", UPGRADE),
            Map.entry("connection.md: Upgrade GET request", UPGRADE),
            Map.entry("connection.md: Upgrade POST request", UPGRADE),
            Map.entry("connection.md: Multiple tokens with folding and LWS", FOLDED),
            Map.entry("invalid.md: Spaces before headers", FOLDED),
            Map.entry("invalid.md: HTTP protocol and ANNOUNCE method", METHOD),
            Map.entry("invalid.md: Invalid method", METHOD),
            Map.entry(
                    "transfer-encoding.md: No extension after semicolon",
                    "an empty chunk extension is dropped with all others: chunks are written anew"));

    private static final Pattern CASE = Pattern.compile("(?s)<!-- meta=\\{\\s*\"type\":\\s*\"request\"[^\n]*\\s*"
            + "```http\n(?<input>.*?)```.*?```log\n(?<log>.*?)```");

    private static final Pattern HEADING = Pattern.compile("(?m)^##+ (.+)$");

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.withDefaults();

    private static List<WireCase> cases;
    private static WireRun run;

    @BeforeAll
    static void play() {
        cases = new ArrayList<>();
        for (Path file : Corpus.files("llhttp")) {
            String name = file.getFileName().toString();
            boolean strict = name.endsWith(".md") && !name.startsWith("lenient-") && !name.equals("pausing.md");
            if (strict && !name.equals("README.md")) {
                cases.addAll(invalid(name, new String(Corpus.read(file), StandardCharsets.UTF_8)));
            }
        }
        run = WireRun.of(cases, world.gateway().port(), world.origin(), PATIENCE);
    }

    private static List<WireCase> invalid(String file, String text) {
        List<WireCase> invalid = new ArrayList<>();
        Matcher matcher = CASE.matcher(text);
        while (matcher.find()) {
            if (matcher.group("log").contains("error code=")) {
                String name = file + ": " + heading(text, matcher.start());
                invalid.add(WireCase.foreign(file, name, octets(withHost(matcher.group("input"))), "GET"));
            }
        }
        return invalid;
    }

    private static String heading(String text, int before) {
        return HEADING.matcher(text.substring(0, before))
                .results()
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .group(1)
                .strip();
    }

    /** Or half of them would be refused for nothing but the missing Host. */
    private static String withHost(String input) {
        boolean has = input.toLowerCase(java.util.Locale.ROOT).contains("\nhost:");
        return has ? input : input.replaceFirst("\n", "\nHost: news.example\n");
    }

    /** As the corpus says: the last newline dropped, lines ending in \ joined, the others CR LF, then escapes. */
    private static byte[] octets(String input) {
        String joined =
                input.substring(0, input.length() - 1).replace("\\\n", "").replace("\n", "\r\n");
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        Matcher escape = Pattern.compile("\\\\(?:x([0-9a-fA-F]{2})|([0-7]{1,3})|([rntf]))")
                .matcher(joined);
        int at = 0;
        while (escape.find()) {
            octets.writeBytes(joined.substring(at, escape.start()).getBytes(StandardCharsets.UTF_8));
            if (escape.group(1) != null) {
                octets.write(Integer.parseInt(escape.group(1), 16));
            } else if (escape.group(2) != null) {
                octets.write(Integer.parseInt(escape.group(2), 8));
            } else {
                octets.write("\r\n\t\f".charAt("rntf".indexOf(escape.group(3))));
            }
            at = escape.end();
        }
        octets.writeBytes(joined.substring(at).getBytes(StandardCharsets.UTF_8));
        return octets.toByteArray();
    }

    @Test
    void theCorpusIsWhole() {
        assertThat(cases).hasSize(63);
    }

    @Test
    void whatIsInvalidNeverReachesTheOriginButForAListThatSaysWhy() {
        Map<String, List<String>> arrived = new TreeMap<>();
        for (WireCase each : cases) {
            List<RecordedRequest> requests = run.of(each).requests().stream()
                    .filter(request -> request.ending().clean())
                    .toList();
            if (!requests.isEmpty()) {
                arrived.put(
                        each.name(),
                        requests.stream().map(RecordedRequest::requestLine).toList());
            }
            assertThat(requests)
                    .as(each.name())
                    .allSatisfy(
                            request -> assertThat(Framing.of(request.fields())).isNotEqualTo("both"));
        }
        assertThat(arrived.keySet()).as("arrived: %s", arrived).isEqualTo(Set.copyOf(HARMLESS.keySet()));
    }
}
