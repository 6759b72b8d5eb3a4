package io.geocompliance.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The instrument itself: client and origin against each other, before anything stands between them. */
class OriginServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final OriginServer origin = OriginServer.start();
    private final RawClient client = RawClient.to(origin.port());

    @AfterEach
    void close() {
        client.close();
        origin.close();
        assertThat(origin.failures()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Coding.class)
    void everyCodingArrivesWholeInEveryFramingAndCut(Coding coding) {
        String page = "<p>" + "Привет, мир. ".repeat(500);
        OriginReply reply = OriginReply.html(page).coded(coding).flushingEvery(100);
        for (OriginReply framed : new OriginReply[] {
            reply, reply.chunked(Cut.whole()), reply.chunked(Cut.every(7)), reply.chunked(Cut.random(7, 50))
        }) {
            origin.enqueue(framed);
            RawResponse response = client.get("/");
            assertThat(response.text()).isEqualTo(page);
            assertThat(response.ending().clean()).isTrue();
        }
        assertThat(origin.acceptedConnections()).isEqualTo(1);
    }

    @Test
    void theRequestIsRecordedByteByByte() {
        origin.enqueue(OriginReply.status(204));
        String head = "POST /x?y HTTP/1.1\r\nHost: a\r\nhOsT-iSh:  b \r\nTransfer-Encoding: chunked\r\n\r\n";
        client.send(head + "2\r\nab\r\n0\r\nT: u\r\n\r\n").receive();
        RecordedRequest request = origin.takeRequest();
        assertThat(request.head()).isEqualTo(head);
        assertThat(request.text()).isEqualTo("ab");
        assertThat(request.trailers()).isEqualTo(Fields.of("T: u"));
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/x?y");
    }

    @Test
    void interimResponsesAndTrailersAreSeen() {
        origin.enqueue(OriginReply.html("x").after(103, "Link: </s.css>").trailer("Digest", "q"));
        RawResponse response = client.get("/");
        assertThat(response.interim()).containsExactly(new RawResponse.Interim(103, Fields.of("Link: </s.css>")));
        assertThat(response.trailers()).isEqualTo(Fields.of("Digest: q"));
    }

    @Test
    void tornBodiesAreToldFromWholeOnes() {
        OriginReply reply = OriginReply.html("0123456789");
        assertThat(ending(new Mischief.CutShort(reply, 4))).isEqualTo(Ending.CUT_SHORT);
        assertThat(ending(new Mischief.ResetMidBody(reply, 4))).isEqualTo(Ending.RESET);
        assertThat(ending(new Mischief.BadChunk(reply, 4))).isEqualTo(Ending.BAD_CHUNK);
        assertThat(ending(new Mischief.WrongLength(reply, 4))).isEqualTo(Ending.CUT_SHORT);
        assertThat(ending(new Mischief.CloseAfterHead(reply))).isEqualTo(Ending.CUT_SHORT);
        assertThat(ending(new Mischief.OneByteAtATime(reply))).isEqualTo(Ending.LENGTH_REACHED);
    }

    private Ending ending(Answer answer) {
        origin.enqueue(answer);
        try (RawClient fresh = RawClient.to(origin.port())) {
            return fresh.get("/").ending();
        }
    }

    @Test
    void aPeerThatLeavesIsNoticed() {
        origin.enqueue(new Mischief.Silence());
        client.send(RawClient.request("GET", "/"));
        origin.takeRequest();
        assertThat(origin.openConnections()).isEqualTo(1);
        client.reset();
        assertThat(origin.awaitOpenConnections(0, PATIENCE)).isTrue();
    }

    @Test
    void theKeepAliveRaceIsLostEveryTime() {
        origin.answer(new Mischief.StaleKeepAlive(OriginReply.html("x")));
        assertThat(client.get("/").status()).isEqualTo(200);
        assertThat(client.send(RawClient.request("GET", "/")).beginOrClosed("GET"))
                .isEmpty();
    }

    @Test
    void aFailureInAnAnswerIsKept() {
        origin.enqueue((connection, request) -> {
            throw new IllegalStateException("meant");
        });
        assertThat(client.send(RawClient.request("GET", "/")).beginOrClosed("GET"))
                .isEmpty();
        assertThat(origin.failures()).singleElement().isInstanceOf(IllegalStateException.class);
        origin.forget();
    }
}
