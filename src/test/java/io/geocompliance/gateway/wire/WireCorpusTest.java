package io.geocompliance.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Fields;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.RecordedRequest;
import io.geocompliance.gateway.wire.WireCase.Entry;
import io.geocompliance.gateway.wire.WireCase.Expected;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every {@code *.wire} on a real gateway: what the client saw, and what the recording origin saw. */
class WireCorpusTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @RegisterExtension
    static final GatewayExtension world =
            GatewayExtension.with(yaml -> yaml.with("limits", "{requestLine: 8KiB, header: 32KiB, body: 64KiB}"));

    /** All, or with {@code -Dwire=TEXT} those whose place or name holds the text. */
    private static final List<WireCase> CORPUS = WireScript.corpus().stream()
            .filter(each -> (each.place() + " " + each.name()).contains(System.getProperty("wire", "")))
            .toList();

    private static WireRun run;

    @BeforeAll
    static void play() {
        run = WireRun.of(CORPUS, world.gateway().port(), world.origin(), PATIENCE);
    }

    @TestFactory
    Stream<DynamicTest> everyCaseHolds() {
        return CORPUS.stream().map(played -> DynamicTest.dynamicTest(played.name(), () -> hold(played)));
    }

    private static void hold(WireCase played) {
        Sighting sighting = run.of(played);
        List<Expected> answers = played.answers().stream()
                .filter(answer -> !answer.start().startsWith("none"))
                .toList();
        assertThat(sighting.answers().stream().map(RawResponse::status))
                .as("%s: statuses that the client saw", played.place())
                .containsExactlyElementsOf(answers.stream()
                        .map(answer -> Integer.parseInt(answer.start().substring(0, 3)))
                        .toList());
        for (int index = 0; index < answers.size(); index++) {
            expect(sighting.answers().get(index), answers.get(index), played.place() + ": answer");
        }
        expectRequests(sighting.requests(), played);
        assertThat(sighting.after())
                .as("%s: the connection afterwards", played.place())
                .isEqualTo(played.closes() ? Sighting.After.CLOSED : Sighting.After.OPEN);
    }

    @Test
    void nothingReachesTheOriginLateOrGarbled() {
        assertThat(run.late()).isEmpty();
        assertThat(run.failures()).isEmpty();
    }

    private static void expectRequests(List<RecordedRequest> requests, WireCase played) {
        if (requests.isEmpty() && played.requests().stream().allMatch(Expected::isOptional)) {
            return;
        }
        assertThat(requests.stream().map(request -> request.method() + " " + request.target()))
                .as("%s: requests that the origin saw", played.place())
                .containsExactlyElementsOf(
                        played.requests().stream().map(Expected::start).toList());
        for (int index = 0; index < requests.size(); index++) {
            expect(requests.get(index), played.requests().get(index), played.place() + ": request");
        }
    }

    private static void expect(RawResponse answer, Expected expected, String what) {
        for (Entry entry : expected.entries()) {
            switch (entry.isDirection() ? entry.key() : "") {
                case "" -> expectField(answer.fields(), entry, what);
                case "body" -> assertText(text(answer.body()), entry.value(), what);
                case "torn" -> assertThat(answer.ending().clean()).as(what).isFalse();
                case "trailer" -> assertThat(answer.trailers()).as(what).isEqualTo(Fields.of(entry.value()));
                case "interim" ->
                    assertThat(answer.interim())
                            .as(what)
                            .extracting(RawResponse.Interim::status)
                            .containsExactly(Integer.valueOf(entry.value()));
                default -> throw new IllegalArgumentException(what + ": " + entry);
            }
        }
        boolean torn = expected.entries().stream().anyMatch(entry -> entry.key().equals("torn"));
        assertThat(answer.ending().clean()).as(what + ": ends cleanly").isEqualTo(!torn);
    }

    private static void expect(RecordedRequest request, Expected expected, String what) {
        for (Entry entry : expected.entries()) {
            switch (entry.isDirection() ? entry.key() : "") {
                case "" -> expectField(request.fields(), entry, what);
                case "body" -> assertText(text(request.body()), entry.value(), what);
                case "trailer" -> assertThat(request.trailers()).as(what).isEqualTo(Fields.NONE);
                case "torn" -> assertThat(request.ending().clean()).as(what).isFalse();
                case "framing" ->
                    assertThat(Framing.of(request.fields())).as(what).isEqualTo(entry.value());
                default -> throw new IllegalArgumentException(what + ": " + entry);
            }
        }
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private static void expectField(Fields fields, Entry expected, String what) {
        List<String> lines = fields.all(expected.key());
        Optional<String> actual = lines.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", lines));
        String as = what + ": " + expected.key();
        if (expected.value().equals("absent")) {
            assertThat(actual).as(as).isEmpty();
        } else {
            assertText(actual.orElse("(absent)"), expected.value(), as);
        }
    }

    private static void assertText(String actual, String expected, String what) {
        if (expected.startsWith("~")) {
            assertThat(actual).as(what).matches(expected.substring(1));
        } else {
            assertThat(actual).as(what).isEqualTo(expected);
        }
    }
}
