package io.geocompliance.gateway.coding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {

    private static final int[] LENGTHS = {0, 1, 2, 100, 16_383, 16_384, 16_385, 65_536, 200_000};

    @ParameterizedTest
    @MethodSource("io.geocompliance.gateway.coding.Bodies#codings")
    void anyBodyInAnyChunksComesBack(ContentCoding coding) {
        Random random = Bodies.seeded("anyBodyInAnyChunksComesBack " + coding);
        for (int round = 0; round < 60; round++) {
            int length = round < LENGTHS.length ? LENGTHS[round] : random.nextInt(150_000);
            byte[] body = round % 3 == 0 ? Bodies.noise(length, round) : Bodies.page(length, round);
            byte[] coded = encodeInChunks(coding, body, random);
            byte[] decoded = decodeInChunks(coding, coded, random);
            assertThat(Arrays.equals(decoded, body)).as("round %d", round).isTrue();
        }
    }

    /** The receiver of a flush has everything that was fed before it, and gets it out of the very feed that brings the flush. */
    @ParameterizedTest
    @MethodSource("io.geocompliance.gateway.coding.Bodies#codings")
    void whatIsFlushedArrivesAtOnce(ContentCoding coding) {
        Random random = Bodies.seeded("whatIsFlushedArrivesAtOnce " + coding);
        byte[] body = Bodies.page(300_000, 7);
        ByteArrayOutputStream arrived = new ByteArrayOutputStream();
        try (Encoder encoder = coding.encoder();
                Decoder decoder = coding.decoder()) {
            Sink wire = (bytes, offset, length) -> assertThat(
                            decoder.feed(bytes, offset, length, arrived::write) == Decoder.Progress.TAKEN)
                    .isTrue();
            int at = 0;
            int flushes = 0;
            while (at < body.length) {
                int step = 1 + random.nextInt(random.nextBoolean() ? 40 : 20_000);
                int next = Math.min(body.length, at + step);
                encoder.feed(body, at, next - at, wire);
                at = next;
                encoder.flush(wire);
                flushes++;
                assertThat(arrived.size()).as("after flush %d", flushes).isEqualTo(at);
            }
            encoder.flush(wire);
            encoder.finish(wire);
            assertThat(decoder.finish()).isTrue();
        }
        assertThat(arrived.toByteArray()).isEqualTo(body);
    }

    @ParameterizedTest
    @MethodSource("io.geocompliance.gateway.coding.Bodies#codings")
    void aFlushBeforeAnyByteIsHarmless(ContentCoding coding) {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        byte[] body = {'a'};
        try (Encoder encoder = coding.encoder()) {
            encoder.flush(coded::write);
            encoder.flush(coded::write);
            encoder.feed(body, 0, 1, coded::write);
            encoder.finish(coded::write);
        }
        Bodies.Decoded decoded = Bodies.decode(coding, coded.toByteArray(), 1);
        assertThat(decoded.body()).isEqualTo(body);
        assertThat(decoded.whole()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("io.geocompliance.gateway.coding.Bodies#codings")
    void equalBodiesGiveEqualBytes(ContentCoding coding) {
        byte[] body = Bodies.page(5_000, 3);
        assertThat(Bodies.encode(coding, body)).isEqualTo(Bodies.encode(coding, body));
    }

    @ParameterizedTest
    @MethodSource("io.geocompliance.gateway.coding.Bodies#codings")
    void aPageGetsSmaller(ContentCoding coding) {
        byte[] body = Bodies.page(100_000, 5);
        assertThat(Bodies.encode(coding, body).length).isLessThan(body.length / 3);
    }

    @Test
    void aFlushOfNothingNewCostsGzipNoByte() {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        byte[] body = Bodies.page(1_000, 1);
        try (Encoder encoder = ContentCoding.GZIP.encoder()) {
            encoder.feed(body, 0, body.length, coded::write);
            encoder.flush(coded::write);
            int flushed = coded.size();
            encoder.flush(coded::write);
            assertThat(coded.size()).isEqualTo(flushed);
        }
    }

    @ParameterizedTest
    @EnumSource(ContentCoding.class)
    void itsTokenFindsIt(ContentCoding coding) {
        assertThat(ContentCoding.of(java.util.List.of(coding.token()))).contains(coding);
    }

    private static byte[] encodeInChunks(ContentCoding coding, byte[] body, Random random) {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (Encoder encoder = coding.encoder()) {
            for (int at = 0; at < body.length; ) {
                int step = Math.min(body.length - at, 1 + random.nextInt(30_000));
                encoder.feed(body, at, step, coded::write);
                at += step;
                if (random.nextInt(5) == 0) {
                    encoder.flush(coded::write);
                }
            }
            encoder.finish(coded::write);
        }
        return coded.toByteArray();
    }

    private static byte[] decodeInChunks(ContentCoding coding, byte[] coded, Random random) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Sink checked = (bytes, offset, length) -> {
            assertThat(length).isBetween(1, 65_536);
            body.write(bytes, offset, length);
        };
        int most = random.nextBoolean() ? 10 : 50_000;
        try (Decoder decoder = coding.decoder()) {
            for (int at = 0; at < coded.length; ) {
                int step = Math.min(coded.length - at, random.nextInt(most + 1));
                assertThat(Bodies.feed(decoder, Arrays.copyOfRange(coded, at, at + step), checked))
                        .isTrue();
                at += step;
            }
            assertThat(decoder.finish()).isTrue();
        }
        return body.toByteArray();
    }
}
