package io.geocompliance.gateway.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A well-behaved answer; each {@code with} gives a new one.
 *
 * @param body before the content coding
 * @param flushEveryBytes plain bytes after which the coder flushes, as an origin that renders in pieces does
 * @param framing how the body's end is marked
 * @param cut into which pieces the coded body is cut
 * @param trailers after a chunked body
 * @param interim 1xx responses before it
 */
public record OriginReply(
        int status,
        Fields fields,
        byte[] body,
        Coding coding,
        int flushEveryBytes,
        Framing framing,
        Cut cut,
        Fields trailers,
        List<RawResponse.Interim> interim)
        implements Answer {

    /** How the end of a body is marked (RFC 9112 6.3). */
    public enum Framing {
        LENGTH,
        CHUNKED,
        CLOSE
    }

    public static OriginReply status(int status) {
        return new OriginReply(
                status,
                Fields.NONE,
                new byte[0],
                Coding.IDENTITY,
                Integer.MAX_VALUE,
                Framing.LENGTH,
                Cut.whole(),
                Fields.NONE,
                List.of());
    }

    /** A page in UTF-8. */
    public static OriginReply html(String page) {
        return status(200).with("Content-Type", "text/html; charset=utf-8").body(page);
    }

    public OriginReply with(String name, String value) {
        return copy(status, fields.plus(name, value), body, coding);
    }

    public OriginReply withStatus(int other) {
        return copy(other, fields, body, coding);
    }

    public OriginReply body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    public OriginReply body(byte[] bytes) {
        return copy(status, fields, bytes, coding);
    }

    public OriginReply coded(Coding other) {
        return copy(status, fields, body, other);
    }

    private OriginReply copy(int newStatus, Fields newFields, byte[] newBody, Coding newCoding) {
        return new OriginReply(
                newStatus, newFields, newBody, newCoding, flushEveryBytes, framing, cut, trailers, interim);
    }

    public OriginReply flushingEvery(int plainBytes) {
        return new OriginReply(status, fields, body, coding, plainBytes, framing, cut, trailers, interim);
    }

    public OriginReply framed(Framing other) {
        return new OriginReply(status, fields, body, coding, flushEveryBytes, other, cut, trailers, interim);
    }

    public OriginReply chunked(Cut other) {
        return new OriginReply(
                status, fields, body, coding, flushEveryBytes, Framing.CHUNKED, other, trailers, interim);
    }

    public OriginReply trailer(String name, String value) {
        return new OriginReply(
                status,
                fields,
                body,
                coding,
                flushEveryBytes,
                Framing.CHUNKED,
                cut,
                trailers.plus(name, value),
                interim);
    }

    public OriginReply after(int interimStatus, String... fieldLines) {
        List<RawResponse.Interim> more = new ArrayList<>(interim);
        more.add(new RawResponse.Interim(interimStatus, Fields.of(fieldLines)));
        return new OriginReply(status, fields, body, coding, flushEveryBytes, framing, cut, trailers, more);
    }

    /** The body as it goes over the wire, before its framing. */
    byte[] payload() {
        return coding == Coding.IDENTITY
                ? body
                : coding.encodeFlushing(body, Math.min(flushEveryBytes, body.length + 1));
    }

    /** The head without framing fields and without its empty line. */
    String bareHead() {
        String coded = coding == Coding.IDENTITY ? "" : "Content-Encoding: " + coding.token() + "\r\n";
        return "HTTP/1.1 " + status + " Phrase of the origin\r\n" + fields.wire() + coded;
    }

    private boolean isBodiless(String method) {
        return method.equals("HEAD") || status == 204 || status == 304;
    }

    @Override
    public void play(OriginConnection connection, RecordedRequest request) throws IOException {
        for (RawResponse.Interim early : interim) {
            connection
                    .write("HTTP/1.1 " + early.status() + " Interim\r\n"
                            + early.fields().wire() + "\r\n")
                    .flush();
        }
        byte[] payload = payload();
        connection.write(bareHead() + framingFields(payload.length) + "\r\n");
        if (!isBodiless(request.method())) {
            for (byte[] piece : cut.pieces(payload)) {
                if (framing == Framing.CHUNKED) {
                    connection.chunk(piece);
                } else {
                    connection.write(piece);
                }
                if (cut.ownPackets()) {
                    connection.flush();
                }
            }
            if (framing == Framing.CHUNKED) {
                connection.write("0\r\n" + trailers.wire() + "\r\n");
            }
        }
        connection.flush();
        if (framing == Framing.CLOSE || fields.list("Connection").contains("close")) {
            connection.close();
        }
    }

    private String framingFields(int payloadBytes) {
        if (status == 204 || status == 304) {
            return "";
        }
        return switch (framing) {
            case LENGTH -> "Content-Length: " + payloadBytes + "\r\n";
            case CHUNKED -> "Transfer-Encoding: chunked\r\n";
            case CLOSE -> "Connection: close\r\n";
        };
    }
}
