package io.geocompliance.gateway.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One case of the wire corpus: what a client sends, byte by byte, what it must see, and what the origin must see of it.
 *
 * @param place file and line, for whoever reads a failure
 * @param name unique within the corpus
 * @param steps what the client does, in order
 * @param reply what the origin answers; a plain 200 if nothing is said
 * @param requests what must reach the origin, in order; none means nothing at all
 */
public record WireCase(String place, String name, List<Step> steps, Optional<Reply> reply, List<Expected> requests) {

    public WireCase {
        steps = List.copyOf(steps);
        requests = List.copyOf(requests);
    }

    private static final Pattern REQUEST_LINE = Pattern.compile("(?m)^[A-Z]+ \\S+ HTTP/1\\.\\d");

    /** A case of somebody else's corpus: octets, and at most one answer for each request line among them. */
    public static WireCase foreign(String place, String name, byte[] octets, String method) {
        long lines = REQUEST_LINE
                .matcher(new String(octets, StandardCharsets.ISO_8859_1))
                .results()
                .count();
        List<Step> steps = new ArrayList<>(List.of(new Send(octets)));
        for (long answer = 0; answer < Math.max(1, lines); answer++) {
            steps.add(new Receive(new Expected("", List.of()), method));
        }
        return new WireCase(place, name, steps, Optional.empty(), List.of());
    }

    /** What a client does next: send, or read an answer. */
    public sealed interface Step {}

    /** Sends exactly these octets. */
    public record Send(byte[] octets) implements Step {}

    /** Reads an answer and compares it; {@code method} decides whether it has a body. */
    public record Receive(Expected answer, String method) implements Step {}

    /** What the origin writes, verbatim. */
    public record Reply(byte[] octets, boolean early, boolean closes) {}

    /**
     * A message as it must be.
     *
     * @param start the status, or method and target
     * @param entries fields, and directions in lower-case letters such as {@code body}
     */
    public record Expected(String start, List<Entry> entries) {

        public Expected {
            entries = List.copyOf(entries);
        }

        /** Whether the message may be missing: it was cut off where its head may or may not have gone. */
        boolean isOptional() {
            return entries.contains(new Entry("torn", "if it came at all"));
        }
    }

    /** An indented {@code key: value} below an expectation; a key of lower-case letters is a direction, any other a field. */
    public record Entry(String key, String value) {

        boolean isDirection() {
            return key.chars().allMatch(c -> c >= 'a' && c <= 'z');
        }
    }

    /** Whether the connection must be closed after the last answer. */
    boolean closes() {
        return answers().stream().anyMatch(answer -> answer.start().endsWith("closed"));
    }

    List<Expected> answers() {
        return steps.stream()
                .filter(Receive.class::isInstance)
                .map(step -> ((Receive) step).answer())
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
