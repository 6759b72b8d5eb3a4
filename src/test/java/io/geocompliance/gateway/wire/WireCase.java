package io.geocompliance.gateway.wire;

import java.util.List;
import java.util.Optional;

/**
 * One case of the wire corpus: what a client sends, byte by byte, what it must see, and what the origin must see of it.
 *
 * @param place file and line, for whoever reads a failure
 * @param name unique within the corpus
 * @param steps what the client does, in order
 * @param reply what the origin answers; a plain 200 if nothing is said
 * @param requests what must reach the origin, in order; none means nothing at all
 */
record WireCase(String place, String name, List<Step> steps, Optional<Reply> reply, List<Expected> requests) {

    WireCase {
        steps = List.copyOf(steps);
        requests = List.copyOf(requests);
    }

    /** What a client does next: send, or read an answer. */
    sealed interface Step {}

    /** Sends exactly these octets. */
    record Send(byte[] octets) implements Step {}

    /** Reads an answer and compares it; {@code method} decides whether it has a body. */
    record Receive(Expected answer, String method) implements Step {}

    /** What the origin writes, verbatim. */
    record Reply(byte[] octets, boolean early, boolean closes) {}

    /**
     * A message as it must be.
     *
     * @param start the status, or method and target
     * @param entries fields, and directions in lower-case letters such as {@code body}
     */
    record Expected(String start, List<Entry> entries) {

        Expected {
            entries = List.copyOf(entries);
        }

        /** Whether the message may be missing: it was cut off where its head may or may not have gone. */
        boolean isOptional() {
            return entries.contains(new Entry("torn", "if it came at all"));
        }
    }

    /** An indented {@code key: value} below an expectation; a key of lower-case letters is a direction, any other a field. */
    record Entry(String key, String value) {

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
