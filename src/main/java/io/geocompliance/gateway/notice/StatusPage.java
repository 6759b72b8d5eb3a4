package io.geocompliance.gateway.notice;

/**
 * A page that the gateway answers with in the origin's place, in one language.
 *
 * <p>Always {@code text/html; charset=utf-8}.
 */
public final class StatusPage {

    private final String language;
    private final byte[] body;

    StatusPage(String language, byte[] body) {
        this.language = language;
        this.body = body;
    }

    /** For Content-Language. */
    public String language() {
        return language;
    }

    /** A copy of the body; whoever serves it keeps it. */
    public byte[] body() {
        return body.clone();
    }

    /** The value of Content-Security-Policy: it may do nothing but look as it looks. */
    public String contentSecurityPolicy() {
        return OwnPage.STYLED;
    }
}
