package io.geocompliance.gateway.testing;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A response exactly as the client received it.
 *
 * @param interim the 1xx responses before it
 * @param head every byte up to the empty line and with it, one char per byte
 * @param body decoded from its framing, not from its content coding
 * @param trailers the trailer section
 * @param ending how the body ended
 */
public record RawResponse(List<Interim> interim, String head, byte[] body, Fields trailers, Ending ending) {

    /** A 1xx response. */
    public record Interim(int status, Fields fields) {}

    static int status(String head) {
        return Integer.parseInt(head.split(" ", 3)[1].substring(0, 3));
    }

    static Fields fields(String head) {
        return Fields.ofHead(head.substring(head.indexOf('\n') + 1));
    }

    public int status() {
        return status(head);
    }

    public Fields fields() {
        return fields(head);
    }

    /** The body without its content coding. */
    public byte[] content() {
        return Coding.of(fields().first("Content-Encoding").orElse("identity")).decode(body);
    }

    public String text() {
        return text(StandardCharsets.UTF_8);
    }

    public String text(Charset charset) {
        return new String(content(), charset);
    }
}
