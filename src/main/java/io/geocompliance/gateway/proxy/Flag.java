package io.geocompliance.gateway.proxy;

/** What became of a duty, in the letters that people on call search for; those of failures are {@link Failure#flag}. */
public enum Flag {
    /** Blocked: 451. */
    BLOCKED("BL"),
    /** Redirected. */
    REDIRECTED("RD"),
    /** A rule in mode observe would have acted. */
    OBSERVED("OB"),
    /** A notice was due and not put into the page. */
    NOT_INJECTED("NI");

    private final String letters;

    Flag(String letters) {
        this.letters = letters;
    }

    /** What metrics and logs call it. */
    public String letters() {
        return letters;
    }
}
