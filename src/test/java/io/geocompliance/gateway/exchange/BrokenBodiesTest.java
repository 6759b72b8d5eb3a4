package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Answer;
import io.geocompliance.gateway.testing.Coding;
import io.geocompliance.gateway.testing.Cut;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.Mischief;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawClient;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that broke off is never ended cleanly and never hangs: a torn page taken for a whole one would be cached as one. */
class BrokenBodiesTest {

    private static final String PAGE = "<!doctype html><title>t</title><body><p>" + "text ".repeat(2000) + "</p>";

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.withDefaults();

    static Stream<Arguments> tornBodies() {
        OriginReply page = OriginReply.html(PAGE);
        OriginReply image =
                OriginReply.status(200).with("Content-Type", "image/png").body(PAGE);
        return Stream.of(page, image)
                .flatMap(reply -> Stream.of(
                        new Mischief.CloseAfterHead(reply),
                        new Mischief.CutShort(reply, 10),
                        new Mischief.CutShort(reply, 5000),
                        new Mischief.CutShort(reply.chunked(Cut.every(100)), 5000),
                        new Mischief.ResetMidBody(reply, 5000),
                        new Mischief.ResetMidBody(reply.chunked(Cut.every(100)), 5000),
                        new Mischief.BadChunk(reply, 5000),
                        new Mischief.WrongLength(reply, 7)))
                .flatMap(answer -> Stream.of(Visitors.RUSSIA, Visitors.GERMANY)
                        .map(visitor -> Arguments.argumentSet(name(answer, visitor), answer, visitor)));
    }

    private static String name(Answer answer, String visitor) {
        return answer.getClass().getSimpleName() + ", " + visitor.substring("X-Forwarded-For: ".length());
    }

    @ParameterizedTest
    @MethodSource("tornBodies")
    @DisplayName("D5: a torn body stays torn")
    void aTornBodyStaysTorn(Answer answer, String visitor) {
        world.origin().enqueue(answer);
        assertThat(endsCleanly(visitor)).isFalse();
    }

    static Stream<Arguments> brokenCodings() {
        OriginReply page = OriginReply.html(PAGE);
        return Stream.of(
                        new Mischief.TruncatedGzip(page, 1),
                        new Mischief.TruncatedGzip(page, 8),
                        new Mischief.TruncatedGzip(page, 40),
                        new Mischief.WrongCoding(page, "gzip"),
                        new Mischief.WrongCoding(page.coded(Coding.GZIP), "br"),
                        new Mischief.WrongCoding(page.coded(Coding.BR), "zstd"))
                .map(answer -> Arguments.argumentSet(answer.getClass().getSimpleName(), answer));
    }

    @ParameterizedTest
    @MethodSource("brokenCodings")
    void aBrokenContentCodingIsNotMendedIntoAWholePage(Answer answer) {
        world.origin().enqueue(answer);
        assertThat(endsCleanly(Visitors.RUSSIA)).isFalse();
    }

    static Stream<Arguments> damagedCodings() {
        byte[] page = PAGE.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        return Stream.of(Coding.GZIP, Coding.DEFLATE, Coding.BR, Coding.ZSTD).flatMap(coding -> {
            byte[] coded = coding.encode(page);
            int last = coded.length - 1;
            return Stream.of(1, coded.length / 2, last)
                    .map(length -> Arguments.argumentSet(
                            coding + " cut at " + length, coding.token(), Arrays.copyOf(coded, length)));
        });
    }

    /** HTTP says that all of it came; the coding says that it did not. */
    @ParameterizedTest
    @MethodSource("damagedCodings")
    void aCodingThatEndsTooEarlyIsNoWholePage(String token, byte[] coded) {
        world.origin()
                .enqueue(OriginReply.status(200)
                        .with("Content-Type", "text/html")
                        .with("Content-Encoding", token)
                        .body(coded));
        assertThat(endsCleanly(Visitors.RUSSIA)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 8})
    void aWrongSumOrLengthOfGzipIsNoWholePage(int fromEnd) {
        byte[] coded = Coding.GZIP.encode(PAGE.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        coded[coded.length - fromEnd] ^= 0x10;
        world.origin()
                .enqueue(OriginReply.status(200)
                        .with("Content-Type", "text/html")
                        .with("Content-Encoding", "gzip")
                        .body(coded));
        assertThat(endsCleanly(Visitors.RUSSIA)).isFalse();
    }

    @Test
    void whatBrokeOffIsNotInjectedIntoAndTheConnectionIsNotUsedAgain() {
        world.origin().enqueue(new Mischief.CutShort(OriginReply.html(PAGE), 100), OriginReply.html("<p>next"));
        assertThat(endsCleanly(Visitors.RUSSIA)).isFalse();
        try (RawClient next = world.gateway().client()) {
            assertThat(next.get("/", Visitors.GERMANY).text()).isEqualTo("<p>next");
        }
        assertThat(world.origin().requests()).extracting("connection").doesNotHaveDuplicates();
    }

    /** Whole means: a head with status 200 and a body that ended as announced; a bare close or a 502 is honest, too. */
    private static boolean endsCleanly(String visitor) {
        try (RawClient client = world.gateway().client()) {
            client.send(RawClient.request("GET", "/page", visitor, "Accept-Encoding: gzip, br, zstd"));
            Optional<RawClient.Reception> reception = client.beginOrClosed("GET");
            if (reception.isEmpty() || reception.get().status() != 200) {
                return false;
            }
            reception.get().body().rest();
            return reception.get().body().ending().clean();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
