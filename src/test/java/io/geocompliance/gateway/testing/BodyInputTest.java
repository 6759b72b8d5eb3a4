package io.geocompliance.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyInputTest {

    private static BodyInput response(String octets) throws IOException {
        WireInput in = new WireInput(new ByteArrayInputStream(octets.getBytes(StandardCharsets.ISO_8859_1)));
        String head = in.head().orElseThrow();
        return BodyInput.ofResponse(in, RawResponse.fields(head));
    }

    private static String text(BodyInput body) throws IOException {
        return new String(body.rest(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void aLengthEndsTheBodyAndLeavesWhatFollows() throws IOException {
        WireInput in = new WireInput(new ByteArrayInputStream(
                "A: b\r\nContent-Length: 3\r\n\r\nabcNEXT".getBytes(StandardCharsets.ISO_8859_1)));
        BodyInput body = BodyInput.ofResponse(in, Fields.ofHead(in.head().orElseThrow()));
        assertThat(text(body)).isEqualTo("abc");
        assertThat(body.ending()).isEqualTo(Ending.LENGTH_REACHED);
        assertThat(in.read()).isEqualTo('N');
    }

    @Test
    void chunksHaveExtensionsSizesAndTrailers() throws IOException {
        BodyInput body = response(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\nA\r\n0123456789\r\n0\r\nX: y\r\n\r\n");
        assertThat(text(body)).isEqualTo("abc0123456789");
        assertThat(body.ending()).isEqualTo(Ending.LAST_CHUNK);
        assertThat(body.trailers()).isEqualTo(Fields.of("X: y"));
        assertThat(body.chunkSizes()).containsExactly(3L, 10L, 0L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3\r\nabc\r\n", "3\r\nab", "3\r\nabc\r\n0\r\n", "3", ""})
    void chunksWithoutTheirLastAreCutShort(String chunks) throws IOException {
        BodyInput body = response("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
        body.rest();
        assertThat(body.ending()).isEqualTo(Ending.CUT_SHORT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xyzzy\r\n", "3\r\nabcdef\r\n0\r\n\r\n", "\r\n"})
    void whatIsNoChunkIsTold(String chunks) throws IOException {
        BodyInput body = response("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
        body.rest();
        assertThat(body.ending()).isEqualTo(Ending.BAD_CHUNK);
    }

    @Test
    void aShortLengthIsCutShort() throws IOException {
        BodyInput body = response("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
        assertThat(text(body)).isEqualTo("abc");
        assertThat(body.ending()).isEqualTo(Ending.CUT_SHORT);
    }

    @Test
    void withoutLengthAndChunksTheCloseIsTheEnd() throws IOException {
        BodyInput body = response("HTTP/1.1 200 OK\r\n\r\nabc");
        assertThat(text(body)).isEqualTo("abc");
        assertThat(body.ending()).isEqualTo(Ending.CLOSED);
    }

    @Test
    void aPartIsReadWithoutTheRest() throws IOException {
        BodyInput body = response("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabcdef");
        assertThat(body.read(4)).asString(StandardCharsets.US_ASCII).isEqualTo("abcd");
        assertThat(text(body)).isEqualTo("ef");
    }
}
