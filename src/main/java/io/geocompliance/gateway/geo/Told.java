package io.geocompliance.gateway.geo;

/**
 * What the proxies in front say of a visitor's place, in fields of the request.
 *
 * @param believed whether those who sent it are trusted; what others say is never looked at
 * @param says nothing where nothing is said that could be a place
 */
public record Told(boolean believed, Facts says) {

    /** By nobody who is believed. */
    public static final Told BY_NOBODY = new Told(false, Facts.NONE);

    public Told {
        if (!believed && !says.isSilent()) {
            throw new IllegalArgumentException("what is not believed says nothing");
        }
    }

    /** Whether no vote comes of it. */
    public boolean isSilent() {
        return says.isSilent();
    }

    /** Says nothing of a reader's place: it must not reach a log by being printed. */
    @Override
    public String toString() {
        return believed ? "(told)" : "(told by nobody)";
    }
}
