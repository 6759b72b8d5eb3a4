package io.geocompliance.gateway.testing;

import java.io.IOException;

/** What an origin does about one request. */
@FunctionalInterface
public interface Answer {

    /** Acts on the connection; an {@link IOException} means that the peer has left, which is an event and not a failure. */
    void play(OriginConnection connection, RecordedRequest request) throws IOException;

    /** Whether the answer starts before the request's body has been read. */
    default boolean early() {
        return false;
    }

    /** This answer, given before the request's body has been read. */
    static Answer early(Answer answer) {
        return new Answer() {
            @Override
            public void play(OriginConnection connection, RecordedRequest request) throws IOException {
                answer.play(connection, request);
            }

            @Override
            public boolean early() {
                return true;
            }
        };
    }
}
