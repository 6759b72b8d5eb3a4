package io.geocompliance.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameBoundaryTest {

    private static Buffer frame(int payloadBytes, boolean masked) {
        Buffer frame = Buffer.buffer().appendByte((byte) 0x82);
        int mask = masked ? 0x80 : 0;
        if (payloadBytes < 126) {
            frame.appendByte((byte) (mask | payloadBytes));
        } else if (payloadBytes < 65_536) {
            frame.appendByte((byte) (mask | 126)).appendShort((short) payloadBytes);
        } else {
            frame.appendByte((byte) (mask | 127)).appendLong(payloadBytes);
        }
        return frame.appendBytes(new byte[(masked ? 4 : 0) + payloadBytes]);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 70_000})
    void a_frame_ends_where_it_ends_in_whatever_pieces(int payloadBytes) {
        for (boolean masked : new boolean[] {false, true}) {
            Buffer frame = frame(payloadBytes, masked);
            for (int cut = 1; cut < frame.length(); cut += 1 + cut / 5) {
                FrameBoundary frames = new FrameBoundary();
                assertThat(frames.isBetweenFrames()).isTrue();
                frames.pass(frame.slice(0, cut));
                assertThat(frames.isBetweenFrames())
                        .as(payloadBytes + " cut at " + cut)
                        .isFalse();
                frames.pass(frame.slice(cut, frame.length()));
                assertThat(frames.isBetweenFrames()).isTrue();
            }
        }
    }
}
