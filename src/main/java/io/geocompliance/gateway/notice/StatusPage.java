package io.geocompliance.gateway.notice;

/**
 * A page that the gateway answers with in the origin's place, in one language.
 *
 * <p>Always {@code text/html; charset=utf-8}.
 */
public final class StatusPage {

    private final String language;
    private final byte[] body;

    private final String contentSecurityPolicy;

    StatusPage(String language, byte[] body) {
        this(language, body, OwnPage.STYLED);
    }

    StatusPage(String language, byte[] body, String contentSecurityPolicy) {
        this.language = language;
        this.body = body;
        this.contentSecurityPolicy = contentSecurityPolicy;
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
        return contentSecurityPolicy;
    }
}
