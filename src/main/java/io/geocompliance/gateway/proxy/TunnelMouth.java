package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.proxy.upstream.Upstream;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.streams.WriteStream;
import org.jspecify.annotations.Nullable;

/** The visitor's end of a WebSocket: passes the origin's frames on, and can say good-bye between two of them. */
final class TunnelMouth implements WriteStream<Buffer> {

    /** A close frame with 1001, "going away" (RFC 6455 7.4.1). */
    private static final byte[] GOING_AWAY = {(byte) 0x88, 2, 0x03, (byte) 0xE9};

    private final NetSocket visitor;
    private final FrameBoundary frames = new FrameBoundary();
    private boolean closed;

    TunnelMouth(NetSocket visitor) {
        this.visitor = visitor;
    }

    /** Ends the tunnel: with a close frame, or, in the middle of a frame, without one. */
    void sayGoodBye() {
        if (!closed && frames.isBetweenFrames()) {
            visitor.write(Buffer.buffer(GOING_AWAY));
        }
        closed = true;
        visitor.close();
    }

    @Override
    public Future<Void> write(Buffer read) {
        Buffer bytes = Upstream.taken(read);
        if (closed) {
            return Future.succeededFuture();
        }
        frames.pass(bytes);
        return visitor.write(bytes);
    }

    @Override
    public Future<Void> end() {
        return visitor.end();
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        visitor.exceptionHandler(handler);
        return this;
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int bytes) {
        visitor.setWriteQueueMaxSize(bytes);
        return this;
    }

    @Override
    public boolean writeQueueFull() {
        return visitor.writeQueueFull();
    }

    @Override
    public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
        visitor.drainHandler(handler);
        return this;
    }
}
