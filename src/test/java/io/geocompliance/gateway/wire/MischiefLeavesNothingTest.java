package io.geocompliance.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Answer;
import io.geocompliance.gateway.testing.Coding;
import io.geocompliance.gateway.testing.Cut;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.Mischief;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever an origin does to us, the visitor sees what really happened, the next one is served, and no connection stays: the pool is
 * empty and nothing has leaked after each trick, not only after all of them.
 */
@Tag("wire")
class MischiefLeavesNothingTest {

    private static final Duration IDLE = Duration.ofSeconds(15);
    private static final OriginReply PAGE =
            OriginReply.html("<!doctype html><title>t</title><body><p>" + "text ".repeat(2000));

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.with(
            yaml -> yaml.with("timeouts", "{connect: 500ms, responseHead: 1s, idle: 1s, keepAlive: 1s}"));

    /** A trick, and whether what comes of it may look whole. */
    static Stream<Arguments> tricks() {
        Answer early =
                Answer.early((connection, request) -> PAGE.withStatus(413).play(connection, request));
        return Stream.of(
                trick("closed after the head", new Mischief.CloseAfterHead(PAGE), false),
                trick("cut short", new Mischief.CutShort(PAGE, 3000), false),
                trick("cut short in chunks", new Mischief.CutShort(PAGE.chunked(Cut.every(100)), 3000), false),
                trick("reset", new Mischief.ResetMidBody(PAGE, 3000), false),
                trick("a bad chunk", new Mischief.BadChunk(PAGE, 3000), false),
                trick("too short for its length", new Mischief.WrongLength(PAGE, 7), false),
                trick("too long for its length", new Mischief.WrongLength(PAGE, -7), true),
                trick("two lengths", new Mischief.DoubleLength(PAGE), false),
                trick("endless fields", new Mischief.EndlessHead(), false),
                trick("nothing", new Mischief.Silence(), false),
                trick("stalled", new Mischief.StallMidBody(PAGE, 3000), false),
                trick("gzip without its end", new Mischief.TruncatedGzip(PAGE, 8), false),
                trick("gzip that is none", new Mischief.WrongCoding(PAGE, "gzip"), false),
                trick("gzip under another name", new Mischief.WrongCoding(PAGE.coded(Coding.GZIP), "br"), false),
                trick("a bomb", new Mischief.GzipBomb(PAGE, 64L << 20), true),
                trick("bytes after the end", new Mischief.BytesAfterTheEnd(PAGE, "HTTP/1.1 200 OK\r\n\r\n"), true),
                trick("an early answer", early, true));
    }

    private static Arguments trick(String name, Answer answer, boolean whole) {
        return Arguments.argumentSet(name, answer, whole);
    }

    @ParameterizedTest
    @MethodSource("tricks")
    void theTruthIsSeenAndNothingStays(Answer answer, boolean whole) throws IOException {
        world.origin().enqueue(answer, OriginReply.html("<p>next"));
        try (RawClient client = world.gateway().client()) {
            client.send(RawClient.request(
                    "GET", "/trick", "X-Forwarded-For: 77.88.8.8", "Accept: text/html", "Accept-Encoding: gzip, br"));
            Optional<RawClient.Reception> reception = client.beginOrClosed("GET");
            boolean clean = false;
            if (reception.isPresent()) {
                RawClient.Reception begun = reception.get();
                byte[] piece = new byte[64 << 10];
                while (begun.body().read(piece, 0, piece.length) >= 0) {
                    continue;
                }
                clean = begun.status() < 500 && begun.body().ending().clean();
            }
            assertThat(clean).isEqualTo(whole);
        }
        try (RawClient next = world.gateway().client()) {
            assertThat(next.get("/next", "X-Forwarded-For: 5.9.0.1").text()).isEqualTo("<p>next");
        }
        assertThat(world.origin().awaitOpenConnections(0, IDLE))
                .as("connections to the origin left behind")
                .isTrue();
    }
}
