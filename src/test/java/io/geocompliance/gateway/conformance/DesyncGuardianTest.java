package io.geocompliance.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Corpus;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.RecordedRequest;
import io.geocompliance.gateway.wire.Framing;
import io.geocompliance.gateway.wire.Sighting;
import io.geocompliance.gateway.wire.WireCase;
import io.geocompliance.gateway.wire.WireRun;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The requests of aws/http-desync-guardian: which of them may reach an origin, and how. */
class DesyncGuardianTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String CODINGS =
            "no client compresses its transfer, and servers disagree on what to make of it";

    /** Compliant there and refused here, and why. */
    private static final Map<String, String> REFUSED = Map.of(
            "Compliant URL", "a # in the target: no client sends one, and some servers end the path there",
            "Empty URI", "no target at all",
            "Correct TE OK", CODINGS,
            "Transfer-Encoding: identity and chunked OK", CODINGS,
            "Multiple transfer encoding headers in a single request OK", CODINGS,
            "TE with custom parameters OK", CODINGS,
            "Different Transfer-Encoding headers", CODINGS,
            "Different Transfer-Encoding headers combined", CODINGS,
            "Transfer-Encoding with a param: chunked;custom_param", CODINGS);

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.withDefaults();

    private static final Map<Case, Sighting> SIGHTINGS = new LinkedHashMap<>();

    private static WireRun run;

    /** One request; the body is the shortest that fits its head, since the corpus has none. */
    private record Case(String name, String tier, String method, byte[] head, byte[] body) {

        WireCase played() {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            octets.writeBytes(head);
            octets.writeBytes(body);
            return WireCase.foreign("desync-guardian", name, octets.toByteArray(), method);
        }
    }

    @BeforeAll
    static void play() {
        List<Case> cases = Corpus.files("desync-guardian").stream()
                .filter(file -> file.toString().endsWith(".yaml"))
                .flatMap(file -> cases(new String(Corpus.read(file), StandardCharsets.UTF_8)).stream())
                .toList();
        Map<Case, WireCase> played = new LinkedHashMap<>();
        cases.forEach(each -> played.put(each, each.played()));
        run = WireRun.of(List.copyOf(played.values()), world.gateway().port(), world.origin(), PATIENCE);
        played.forEach((each, wire) -> SIGHTINGS.put(each, run.of(wire)));
    }

    private static List<Case> cases(String yaml) {
        List<Case> cases = new ArrayList<>();
        Load load = new Load(LoadSettings.builder().setAllowDuplicateKeys(true).build());
        for (Object entry : (List<?>) load.loadFromString(yaml)) {
            cases.add(read((Map<?, ?>) entry));
        }
        return cases;
    }

    private static Case read(Map<?, ?> entry) {
        String method = String.valueOf(entry.get("method"));
        String version = String.valueOf(entry.get("version"));
        StringBuilder head = new StringBuilder(method + " " + entry.get("uri"));
        head.append(version.isEmpty() ? "" : " " + version).append("\r\n");
        boolean host = false;
        boolean chunked = false;
        List<String> lengths = new ArrayList<>();
        List<?> headers = entry.get("headers") instanceof List<?> list ? list : List.of();
        for (Object header : headers) {
            String name = String.valueOf(((Map<?, ?>) header).get("name"));
            String value = String.valueOf(((Map<?, ?>) header).get("value"));
            head.append(name).append(": ").append(value).append("\r\n");
            host |= name.equalsIgnoreCase("host");
            chunked |= !name.startsWith("X-")
                    && value.toLowerCase(java.util.Locale.ROOT).contains("chunked");
            if (name.equalsIgnoreCase("content-length")) {
                lengths.add(value.strip());
            }
        }
        head.append(host ? "" : "Host: news.example\r\n").append("\r\n");
        boolean sized = lengths.size() == 1 && lengths.get(0).matches("\\d{1,7}");
        String body = sized ? "x".repeat(Integer.parseInt(lengths.get(0))) : "";
        return new Case(
                String.valueOf(entry.get("name")),
                String.valueOf(((Map<?, ?>) entry.get("expected")).get("tier")),
                method,
                head.toString().getBytes(StandardCharsets.ISO_8859_1),
                (body + (chunked ? "0\r\n\r\n" : "")).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Map<Case, List<RecordedRequest>> arrived(String tier) {
        return SIGHTINGS.entrySet().stream()
                .filter(entry -> entry.getKey().tier().equals(tier))
                .filter(entry -> !entry.getValue().requests().isEmpty())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().requests()));
    }

    private static Set<String> names(Set<Case> cases) {
        return cases.stream().map(Case::name).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theCorpusIsWhole() {
        Map<String, Long> tiers =
                SIGHTINGS.keySet().stream().collect(Collectors.groupingBy(Case::tier, Collectors.counting()));
        assertThat(tiers).isEqualTo(Map.of("Compliant", 28L, "Acceptable", 15L, "Ambiguous", 58L, "Severe", 58L));
        assertThat(run.failures()).isEmpty();
        assertThat(run.late()).isEmpty();
    }

    @Test
    void noneOfTheSevereReachesTheOrigin() {
        assertThat(names(arrived("Severe").keySet())).isEmpty();
    }

    @Test
    void whatIsAmbiguousReachesTheOriginInOneReadingOrNotAtAll() {
        arrived("Ambiguous").forEach(DesyncGuardianTest::isOneRequest);
    }

    @Test
    void whatIsAcceptableReachesTheOriginInOneReadingOrNotAtAll() {
        arrived("Acceptable").forEach(DesyncGuardianTest::isOneRequest);
    }

    /** One request with one framing, which ends where we ended it. */
    private static void isOneRequest(Case sent, List<RecordedRequest> seen) {
        assertThat(seen).as(sent.name()).hasSize(1);
        RecordedRequest request = seen.get(0);
        assertThat(Framing.of(request.fields())).as(sent.name()).isNotEqualTo("both");
        assertThat(request.fields().all("Content-Length")).as(sent.name()).hasSizeLessThan(2);
        assertThat(request.fields().all("Transfer-Encoding")).as(sent.name()).hasSizeLessThan(2);
        assertThat(request.ending().clean()).as(sent.name()).isTrue();
        boolean sized = request.fields().has("Content-Length");
        assertThat(request.body()).as(sent.name()).hasSize(sized ? sent.body().length : 0);
    }

    @Test
    void whatIsCompliantReachesTheOriginButForAListThatSaysWhy() {
        arrived("Compliant").forEach(DesyncGuardianTest::isOneRequest);
        Set<String> missing = names(SIGHTINGS.keySet().stream()
                .filter(each -> each.tier().equals("Compliant"))
                .collect(Collectors.toSet()));
        missing.removeAll(names(arrived("Compliant").keySet()));
        assertThat(missing).isEqualTo(REFUSED.keySet());
    }
}
