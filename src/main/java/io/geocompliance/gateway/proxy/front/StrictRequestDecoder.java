package io.geocompliance.gateway.proxy.front;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Reads HTTP/1 request lines as RFC 9112 3 writes them: three words, one space between, HTTP/1.0 or HTTP/1.1.
 *
 * <p>The engine's own decoder forgives tabs, runs of white space and white space around the line; the servers next to us may read such
 * a line in another way. What is thrown here becomes a 400.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {

    /** The engine's name for the handler that this one replaces. */
    private static final String NAME = "httpDecoder";

    StrictRequestDecoder(HttpServerOptions options) {
        super(options);
    }

    /** Takes the decoder's place on a connection that has sent nothing yet; HTTP/2 has no such lines. */
    static void installOn(HttpConnection connection, HttpServerOptions options) {
        ChannelPipeline pipeline = ((ConnectionBase) connection).channel().pipeline();
        if (pipeline.get(NAME) != null) {
            pipeline.replace(NAME, NAME, new StrictRequestDecoder(options));
        }
    }

    @Override
    protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
        require(start == 0 || !isSpace(line[start - 1]));
        return super.splitFirstWordInitialLine(line, start, length);
    }

    @Override
    protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
        requireOneSpaceBefore(line, start);
        return super.splitSecondWordInitialLine(line, start, length);
    }

    @Override
    protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
        requireOneSpaceBefore(line, start);
        return super.splitThirdWordInitialLine(line, start, length);
    }

    @Override
    protected HttpMessage createMessage(String[] words) {
        require(words[2].equals("HTTP/1.1") || words[2].equals("HTTP/1.0"));
        return super.createMessage(words);
    }

    private static void requireOneSpaceBefore(byte[] line, int start) {
        require(start >= 2 && line[start - 1] == ' ' && !isSpace(line[start - 2]));
    }

    private static boolean isSpace(byte octet) {
        return octet == ' ' || (octet >= 0x09 && octet <= 0x0D);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("not a request line");
        }
    }
}
