package io.geocompliance.gateway.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A body that expands to very much leaves in turns, however little of it has come. */
class BombsTest {

    private static final int BYTES = 10 << 20;

    @ParameterizedTest
    @MethodSource("io.geocompliance.gateway.coding.Bodies#codings")
    void oneChunkLeavesInTurns(ContentCoding coding) {
        byte[] bomb = Bodies.encode(coding, new byte[BYTES]);
        assertThat(bomb.length).isLessThan(BYTES / 500);
        Measure measure = new Measure();
        try (Decoder decoder = coding.decoder()) {
            Decoder.Progress progress = decoder.feed(bomb, 0, bomb.length, measure);
            while (progress == Decoder.Progress.MORE) {
                assertThat(measure.turn).isLessThanOrEqualTo(Decoder.TURN_BYTES);
                measure.turn = 0;
                progress = decoder.resume(measure);
            }
            assertThat(progress).isEqualTo(Decoder.Progress.TAKEN);
            assertThat(decoder.finish()).isTrue();
        }
        assertThat(measure.total).isEqualTo(BYTES);
        assertThat(measure.largestPiece).isLessThanOrEqualTo(64 << 10);
    }

    @ParameterizedTest
    @MethodSource("io.geocompliance.gateway.coding.Bodies#codings")
    void noOtherChunkMayComeBeforeTheLastHasLeft(ContentCoding coding) {
        byte[] bomb = Bodies.encode(coding, new byte[BYTES]);
        Measure measure = new Measure();
        try (Decoder decoder = coding.decoder()) {
            assertThat(decoder.feed(bomb, 0, bomb.length, measure)).isEqualTo(Decoder.Progress.MORE);
            assertThatIllegalStateException().isThrownBy(() -> decoder.feed(bomb, 0, 1, measure));
            assertThatIllegalStateException().isThrownBy(decoder::finish);
        }
    }

    private static final class Measure implements Sink {
        private long total;
        private int turn;
        private int largestPiece;

        @Override
        public void accept(byte[] bytes, int offset, int length) {
            total += length;
            turn += length;
            largestPiece = Math.max(largestPiece, length);
        }
    }
}
