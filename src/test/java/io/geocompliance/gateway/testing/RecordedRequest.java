package io.geocompliance.gateway.testing;

import java.nio.charset.StandardCharsets;

/**
 * A request exactly as the origin received it.
 *
 * @param connection the origin's number of the connection, from 1
 * @param head every byte up to the empty line and with it, one char per byte
 * @param body what came of the body, decoded from its framing
 * @param trailers the trailer section
 * @param ending how the body ended
 */
public record RecordedRequest(int connection, String head, byte[] body, Fields trailers, Ending ending) {

    static RecordedRequest headOnly(int connection, String head) {
        return new RecordedRequest(connection, head, new byte[0], Fields.NONE, Ending.NO_BODY);
    }

    public String requestLine() {
        return head.substring(0, head.indexOf('\r') < 0 ? head.indexOf('\n') : head.indexOf('\r'));
    }

    public String method() {
        return requestLine().split(" ", 2)[0];
    }

    public String target() {
        return requestLine().split(" ", 3)[1];
    }

    public Fields fields() {
        return Fields.ofHead(head.substring(head.indexOf('\n') + 1));
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
