package io.geocompliance.gateway.coding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A coded body is the whole page or visibly broken, wherever it is cut, split or damaged. */
class BrokenStreamsTest {

    private static final String SHAPES = "io.geocompliance.gateway.coding.Streams#shapes";

    @ParameterizedTest
    @MethodSource(SHAPES)
    void everySplitDecodesTheSame(Streams.Shape shape) {
        byte[] coded = shape.coded();
        for (int split = 0; split <= coded.length; split++) {
            Bodies.Collected got = new Bodies.Collected();
            try (Decoder decoder = shape.coding().decoder()) {
                assertThat(Bodies.feed(decoder, Arrays.copyOf(coded, split), got))
                        .isTrue();
                assertThat(Bodies.feed(decoder, Arrays.copyOfRange(coded, split, coded.length), got))
                        .isTrue();
                assertThat(decoder.finish()).as("split at %d", split).isTrue();
            }
            assertThat(got.bytes()).as("split at %d", split).isEqualTo(shape.body());
        }
    }

    @ParameterizedTest
    @MethodSource(SHAPES)
    void smallChunksDecodeTheSame(Streams.Shape shape) {
        for (int chunk = 1; chunk < 8; chunk++) {
            Bodies.Decoded decoded = Bodies.decode(shape.coding(), shape.coded(), chunk);
            assertThat(decoded.body()).as("chunks of %d", chunk).isEqualTo(shape.body());
            assertThat(decoded.whole()).isTrue();
        }
    }

    /** Where a member or frame ends a cut can't be seen, but there the formats end a body, too. */
    @ParameterizedTest
    @MethodSource(SHAPES)
    void everyTruncationIsSeenAndWhatStandsBeforeItIsRight(Streams.Shape shape) {
        for (int length = 1; length < shape.coded().length; length++) {
            byte[] cut = Arrays.copyOf(shape.coded(), length);
            for (int chunk : new int[] {1, cut.length}) {
                Bodies.Decoded decoded = Bodies.decode(shape.coding(), cut, chunk);
                assertThat(Arrays.copyOf(shape.body(), decoded.body().length))
                        .as("cut at %d", length)
                        .isEqualTo(decoded.body());
                assertThat(decoded.whole() && !isMemberEnd(shape, length, decoded.body()))
                        .as("whole although cut at %d", length)
                        .isFalse();
            }
        }
    }

    /** The first of two members, whole, or with the first byte of the next one's magic, which is padding as far as anybody can tell. */
    private static boolean isMemberEnd(Streams.Shape shape, int length, byte[] decoded) {
        return shape.name().contains("two") && decoded.length == Bodies.page(400, 11).length;
    }

    @ParameterizedTest
    @MethodSource(SHAPES)
    void noDamageMakesAnotherPageOfIt(Streams.Shape shape) {
        for (int at = 0; at < shape.coded().length; at++) {
            for (int mask : new int[] {0x01, 0x08, 0x40, 0x80, 0xff}) {
                byte[] damaged = shape.coded().clone();
                damaged[at] ^= (byte) mask;
                for (int chunk : new int[] {1, damaged.length}) {
                    Bodies.Decoded decoded = Bodies.decode(shape.coding(), damaged, chunk);
                    boolean another = decoded.whole() && !Arrays.equals(decoded.body(), shape.body());
                    assertThat(another && shape.checked() && !isMemberEnd(shape, at, decoded.body()))
                            .as("another page by byte %d, mask %02x", at, mask)
                            .isFalse();
                    assertThat(decoded.whole()).isEqualTo(decoded.whole() && decoded.good());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource(SHAPES)
    void whatIsBrokenStaysBrokenAndClosesAllTheSame(Streams.Shape shape) {
        byte[] garbage = "<!doctype html><body>not coded at all".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        for (int prefix : new int[] {0, 1, 3, shape.coded().length / 2}) {
            Decoder decoder = shape.coding().decoder();
            Bodies.Collected got = new Bodies.Collected();
            decoder.feed(shape.coded(), 0, prefix, got);
            for (int round = 0; round < 50; round++) {
                Bodies.feed(decoder, garbage, got);
            }
            // A bare deflate stream has no sum: garbage may end it by chance.
            assertThat(decoder.finish() && shape.checked())
                    .as("garbage behind %d bytes", prefix)
                    .isFalse();
            assertThat(decoder.feed(shape.coded(), 0, shape.coded().length, got))
                    .isEqualTo(decoder.feed(shape.coded(), 0, 0, got));
            decoder.close();
            decoder.close();
        }
    }
}
