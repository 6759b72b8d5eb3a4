package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Answer;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RecordedRequest;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an origin sends beyond its answer is nobody's answer, and its connection is not used again. */
class SurplusBytesTest {

    /** No line ends in it: a decoder would wait for the rest of this line for ever. */
    private static final String BODY = "<p>the page that HEAD did not ask for";

    private static final String SMUGGLED = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil";

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.withDefaults();

    static Stream<Arguments> surplus() {
        return Stream.of(
                        Arguments.of("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: " + BODY.length() + "\r\n\r\n", 200),
                        Arguments.of("HEAD", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", 200),
                        Arguments.of("GET", "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n", 304),
                        Arguments.of("GET", "HTTP/1.1 204 No Content\r\n\r\n", 204),
                        Arguments.of("GET", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 200),
                        Arguments.of("GET", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", 200),
                        Arguments.of(
                                "GET", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: X-Own\r\n\r\nabc", 200),
                        Arguments.of(
                                "GET",
                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-T: 1\r\n\r\n",
                                200))
                .flatMap(row -> Stream.of(BODY, SMUGGLED, "\r\n")
                        .map(bytes -> Arguments.of(row.get()[0], row.get()[1], row.get()[2], bytes)));
    }

    @ParameterizedTest
    @MethodSource("surplus")
    void answersNobody(String method, String answer, int status, String surplus) {
        world.origin().enqueue((connection, request) -> {
            connection.write(answer + surplus).flush();
            connection.awaitPeerLeft();
        });
        world.origin().answer(OriginReply.html("<p>next"));
        RawClient visitor = world.client();
        assertThat(visitor.exchange(method, "/", Visitors.GERMANY, "If-None-Match: \"1\"")
                        .status())
                .isEqualTo(status);
        nextIsServedOnAnotherConnection(visitor);
    }

    /** The same, but the bytes come when the pool has the connection already. */
    @Test
    void unaskedBytesEndAnIdleConnection() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        world.origin().enqueue((connection, request) -> {
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n").flush();
            await(answered);
            connection.write(BODY).flush();
            connection.awaitPeerLeft();
            left.countDown();
        });
        world.origin().answer(OriginReply.html("<p>next"));
        RawClient visitor = world.client();
        assertThat(visitor.exchange("HEAD", "/", Visitors.GERMANY).status()).isEqualTo(200);
        answered.countDown();
        await(left);
        nextIsServedOnAnotherConnection(visitor);
    }

    /** A POST is not tried again, so it must not meet what others left. */
    private static void nextIsServedOnAnotherConnection(RawClient visitor) {
        assertThat(visitor.exchange("POST", "/next", Visitors.GERMANY, "Content-Length: 0")
                        .text())
                .isEqualTo("<p>next");
        assertThat(world.origin().requests())
                .extracting(RecordedRequest::connection)
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsWholeKeepsItsConnection() {
        world.origin()
                .enqueue(
                        whole("HTTP/1.1 200 OK\r\nContent-Length: 700\r\n\r\n"),
                        whole("HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n"),
                        whole(
                                "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"),
                        whole("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
                        whole("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"));
        RawClient visitor = world.client();
        for (String method : new String[] {"HEAD", "GET", "GET", "GET", "GET"}) {
            visitor.exchange(method, "/", Visitors.GERMANY, "If-None-Match: \"1\"");
        }
        assertThat(world.origin().requests())
                .extracting(RecordedRequest::connection)
                .hasSize(5)
                .containsOnly(world.origin().requests().get(0).connection());
    }

    private static Answer whole(String octets) {
        return (connection, request) -> connection.write(octets).flush();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
