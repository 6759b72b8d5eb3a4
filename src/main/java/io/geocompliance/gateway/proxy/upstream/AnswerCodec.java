package io.geocompliance.gateway.proxy.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpClientConnectionInternal;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer for each request and nothing besides: an origin that sends more than it announced, or unasked, loses its connection.
 *
 * <p>The engine's own codec keeps such bytes, a body behind the answer to HEAD for one, as the begin of the next answer, and the pool
 * gives the connection to the next visitor.
 */
final class AnswerCodec extends CombinedChannelDuplexHandler<HttpResponseDecoder, HttpRequestEncoder> {

    /** The engine's name for the handler that this one replaces. */
    private static final String NAME = "codec";

    private static final int STATUS_LINE_BYTES = 8 * 1024;

    /** Fields are kept as the engine keeps those of requests: reading and copying them costs least so. It checks less than the decoder. */
    private static final HttpHeadersFactory ENGINES_FIELDS = new HttpHeadersFactory() {
        @Override
        public HttpHeaders newHeaders() {
            return HeadersMultiMap.httpHeaders(AnswerCodec::checkField);
        }

        @Override
        public HttpHeaders newEmptyHeaders() {
            return newHeaders();
        }
    };

    /** Of the request that waits for its final answer; null if none does. */
    private @Nullable HttpMethod asked;

    /** Behind 101 come bytes of another protocol. */
    private boolean switched;

    /** For what is read behind 101: a tunnel gives nothing back. */
    private final ByteBufAllocator enginesOwn;

    private AnswerCodec(UpstreamSettings settings, ByteBufAllocator enginesOwn) {
        this.enginesOwn = enginesOwn;
        HttpDecoderConfig config = new HttpDecoderConfig()
                .setMaxInitialLineLength(STATUS_LINE_BYTES)
                .setMaxChunkSize(Blocks.BYTES)
                .setHeadersFactory(ENGINES_FIELDS)
                .setMaxHeaderSize(settings.headerBytes());
        init(new Decoder(config), new HttpRequestEncoder());
    }

    /** As the decoder has it checked where it keeps fields itself: names are tokens, values hold no control (RFC 9110 5.1, 5.5). */
    private static void checkField(CharSequence name, CharSequence value) {
        if (name.length() == 0 || HttpHeaderValidationUtil.validateToken(name) != -1) {
            throw new IllegalArgumentException("a field's name is no token");
        }
        if (HttpHeaderValidationUtil.validateValidHeaderValue(value) != -1) {
            throw new IllegalArgumentException("a field's value holds what none may");
        }
    }

    /** Takes the codec's place on a connection of a pool that has not been used yet; others end with their request. */
    static void installOn(HttpConnection connection, UpstreamSettings settings, Blocks blocks) {
        ChannelPipeline pipeline = ((HttpClientConnectionInternal) connection)
                .channelHandlerContext()
                .pipeline();
        ChannelConfig config = pipeline.channel().config();
        pipeline.replace(NAME, NAME, new AnswerCodec(settings, config.getAllocator()));
        config.setAllocator(blocks);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof HttpRequest request) {
            asked = request.method();
        }
        super.write(context, message, promise);
    }

    /** The half that reads. */
    private final class Decoder extends HttpResponseDecoder {

        private @Nullable HttpResponse current;

        Decoder(HttpDecoderConfig config) {
            super(config);
        }

        @Override
        protected boolean isContentAlwaysEmpty(HttpMessage message) {
            return HttpMethod.HEAD.equals(asked) || super.isContentAlwaysEmpty(message);
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out) throws Exception {
            if (asked == null && !switched) {
                bytes.skipBytes(bytes.readableBytes());
                context.close();
                return;
            }
            int before = out.size();
            super.decode(context, bytes, out);
            for (int i = before; i < out.size(); i++) {
                Object read = out.get(i);
                if (read instanceof HttpResponse head) {
                    current = head;
                    switchTo(head, context.channel().config());
                }
                if (read instanceof LastHttpContent && current != null && isFinal(current)) {
                    asked = null;
                    refuseSurplus(current, bytes);
                }
            }
        }

        private void switchTo(HttpResponse head, ChannelConfig config) {
            switched = head.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
            if (switched) {
                config.setAllocator(enginesOwn);
            }
        }

        /** Through the line that the engine looks at when the answer has ended: the pool must not see this connection again. */
        private void refuseSurplus(HttpResponse answer, ByteBuf bytes) {
            if (bytes.isReadable() && !switched) {
                List<String> said = answer.headers().getAll(HttpHeaderNames.CONNECTION);
                answer.headers()
                        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                        .add(HttpHeaderNames.CONNECTION, said);
                bytes.skipBytes(bytes.readableBytes());
            }
        }

        private static boolean isFinal(HttpResponse answer) {
            return answer.status().codeClass() != HttpStatusClass.INFORMATIONAL;
        }
    }
}
