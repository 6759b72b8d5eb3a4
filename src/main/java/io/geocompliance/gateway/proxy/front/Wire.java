package io.geocompliance.gateway.proxy.front;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * A visitor's connection below the engine's words for it: the engine tells nobody that half a head has come, answers nothing that is not
 * a request, and closes only when everything written has been read.
 */
final class Wire extends ChannelInboundHandlerAdapter {

    /**
     * So many wait at most for the end of the event loop's turn: what is written in several steps, head, page and end, leaves in one system
     * call.
     */
    private static final int MOST_FLUSHES = 64;

    private final ChannelHandlerContext context;
    private final boolean http1;

    /** Whether bytes have come since the last request's head. */
    private boolean heard;

    private Wire(ChannelHandlerContext context, boolean http1) {
        this.context = context;
        this.http1 = http1;
    }

    /** Call it as soon as the engine tells of the connection, so that nothing of the first request has been read. */
    static Wire of(HttpConnection connection) {
        Wire wire = new Wire(
                ((HttpServerConnection) connection).channelHandlerContext(),
                connection instanceof Http1xServerConnection);
        wire.context.pipeline().addFirst(wire).addFirst(new FlushConsolidationHandler(MOST_FLUSHES, true));
        return wire;
    }

    /** As the connection ends; of one that has become a tunnel the engine's own close handler hears nothing. */
    static void whenClosed(HttpConnection connection, Runnable action) {
        ((HttpServerConnection) connection)
                .channelHandlerContext()
                .channel()
                .closeFuture()
                .addListener(closed -> action.run());
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        heard = true;
        reading.fireChannelRead(message);
    }

    boolean isHttp1() {
        return http1;
    }

    boolean hasHeard() {
        return heard;
    }

    void forgetHeard() {
        heard = false;
    }

    /** Says 408 to an HTTP/1 visitor whose head is not complete, and closes. */
    void timeOut() {
        DefaultFullHttpResponse answer = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.REQUEST_TIMEOUT, Unpooled.EMPTY_BUFFER);
        answer.headers().set("connection", "close").set("content-length", "0").set("cache-control", "no-store");
        context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    /** Resets at once, whatever the visitor has not read yet; the engine's own close would wait for it. */
    void cut() {
        context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        context.close();
    }
}
