package io.geocompliance.gateway.rules;

import java.util.Optional;

/**
 * All that a rule asks for; never nothing.
 *
 * @param main the notice, block or redirect; empty for a rule that only edits headers
 * @param request header edits on the way to the origin
 * @param response header edits on the way to the visitor
 */
public record Duties(Optional<Duty> main, HeaderChanges request, HeaderChanges response) {

    public Duties {
        if (main.isEmpty() && request.isEmpty() && response.isEmpty()) {
            throw new IllegalArgumentException("a rule asks for something");
        }
    }

    /** One duty and no header edits. */
    public static Duties of(Duty duty) {
        return new Duties(Optional.of(duty), HeaderChanges.NONE, HeaderChanges.NONE);
    }

    /** Header edits alone. */
    public static Duties headers(HeaderChanges request, HeaderChanges response) {
        return new Duties(Optional.empty(), request, response);
    }

    /** Whether it changes answers of every type, not only pages. */
    public boolean touchEveryType() {
        return editHeaders() || main.filter(duty -> duty.kind().answers()).isPresent();
    }

    boolean editHeaders() {
        return !request.isEmpty() || !response.isEmpty();
    }

    /** To follow the rule's id. */
    String inWords() {
        return main.map(Duty::inWords).orElse("header fields are edited");
    }
}
