package io.geocompliance.gateway.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What a visitor sends behind a handshake before there is a tunnel, which RFC 6455 4.1 forbids: kept for the tunnel, in order.
 *
 * <p>Taken out of the pipeline, the engine's decoder hands on the bytes that it still holds, and the HTTP connection behind it
 * drops them without giving their memory back (vertx-core 5.0.12). So this stands between the two while a handshake lasts.
 */
final class EarlyFrames extends ChannelInboundHandlerAdapter {

    /** Beyond it nothing more is read until the tunnel stands; the system's own buffers then hold the visitor back. */
    static final int MOST_BYTES = 64 << 10;

    private final ChannelPipeline pipeline;
    private final Queue<ByteBuf> kept = new ArrayDeque<>();
    private int keptBytes;
    private boolean anotherRequest;

    EarlyFrames(ChannelPipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** Stands in the way of what follows a handshake that has just come. */
    static EarlyFrames behind(HttpServerRequest handshake) {
        ChannelHandlerContext connection = ((HttpServerConnection) handshake.connection()).channelHandlerContext();
        EarlyFrames frames = new EarlyFrames(connection.pipeline());
        frames.pipeline.addBefore(connection.name(), EarlyFrames.class.getName(), frames);
        return frames;
    }

    /** Whether bytes that followed were read as one more request: no tunnel can have them any more. */
    boolean wereReadAsRequest() {
        return anotherRequest;
    }

    /** Hands on what was kept to whoever stands behind by now, and steps out of the way. */
    void handOn() {
        if (pipeline.context(this) != null) {
            pipeline.remove(this);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            kept.add(bytes);
            keptBytes += bytes.readableBytes();
            if (keptBytes > MOST_BYTES) {
                context.channel().config().setAutoRead(false);
            }
            return;
        }
        anotherRequest |= message instanceof HttpRequest;
        context.fireChannelRead(message);
    }

    /** Also runs where the connection closes; the end of the pipeline releases what nobody takes. */
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        boolean any = !kept.isEmpty();
        boolean heldBack = keptBytes > MOST_BYTES;
        while (!kept.isEmpty()) {
            context.fireChannelRead(kept.remove());
        }
        if (any) {
            context.fireChannelReadComplete();
        }
        if (heldBack) {
            context.channel().config().setAutoRead(true);
        }
    }
}
