package io.geocompliance.gateway.wire;

import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.RecordedRequest;
import java.util.List;
import java.util.stream.Stream;

/**
 * What came of a case on some server.
 *
 * @param answers what the client saw; fewer than it waited for where the server closed or kept silent
 * @param after what became of the connection then
 * @param requests what the origin saw
 */
public record Sighting(List<RawResponse> answers, After after, List<RecordedRequest> requests) {

    /** A connection's fate after the last expected answer. */
    public enum After {
        OPEN,
        CLOSED,
        /** More bytes came, which nobody had asked for. */
        MORE
    }

    public Sighting {
        answers = List.copyOf(answers);
        requests = List.copyOf(requests);
    }

    Sighting with(RecordedRequest another) {
        return new Sighting(
                answers,
                after,
                Stream.concat(requests.stream(), Stream.of(another)).toList());
    }
}
