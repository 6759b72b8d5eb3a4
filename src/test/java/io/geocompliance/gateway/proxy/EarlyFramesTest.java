package io.geocompliance.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

/** What comes before the tunnel is kept in order, and not without end. */
class EarlyFramesTest {

    @Test
    void readsNoMoreThanItMayKeepAndHandsAllOfItOn() {
        EmbeddedChannel channel = new EmbeddedChannel();
        EarlyFrames frames = new EarlyFrames(channel.pipeline());
        channel.pipeline().addLast(frames);

        channel.writeInbound(Unpooled.wrappedBuffer(new byte[EarlyFrames.MOST_BYTES]));
        assertThat(channel.config().isAutoRead()).isTrue();
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {1}));
        assertThat(channel.config().isAutoRead()).as("reading").isFalse();
        assertThat(channel.inboundMessages()).isEmpty();

        frames.handOn();
        assertThat(channel.config().isAutoRead()).as("reading again").isTrue();
        assertThat(lengthOfNext(channel)).isEqualTo(EarlyFrames.MOST_BYTES);
        assertThat(lengthOfNext(channel)).isOne();
        assertThat(channel.finish()).as("anything left").isFalse();
    }

    private static int lengthOfNext(EmbeddedChannel channel) {
        ByteBuf next = channel.readInbound();
        int length = next.readableBytes();
        next.release();
        return length;
    }
}
