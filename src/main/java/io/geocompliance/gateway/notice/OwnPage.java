package io.geocompliance.gateway.notice;

import java.util.Arrays;

/**
 * A page that the gateway serves itself, the same for everybody.
 *
 * <p>Always {@code text/html; charset=utf-8}.
 */
public final class OwnPage {

    /** The content security policy of a page without style: it may do nothing. */
    static final String PLAIN = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** The same, but for {@link NoticeStyle#PAGE}. */
    static final String STYLED = PLAIN + "; style-src 'sha256-" + NoticeStyle.hash(NoticeStyle.PAGE) + "'";

    private final String path;
    private final String language;
    private final byte[] body;
    private final String etag;
    private final String contentSecurityPolicy;

    OwnPage(String path, String language, byte[] body, String contentSecurityPolicy) {
        this.path = path;
        this.language = language;
        this.body = body;
        this.etag = "\"" + ContentHash.of(body).base32(12) + "\"";
        this.contentSecurityPolicy = contentSecurityPolicy;
    }

    /** Where it lives. */
    public String path() {
        return path;
    }

    /** For Content-Language. */
    public String language() {
        return language;
    }

    /** A copy of the body; whoever serves it keeps it. */
    public byte[] body() {
        return body.clone();
    }

    /** The strong entity tag with its quotes, a function of the body alone. */
    public String etag() {
        return etag;
    }

    /** The value of Content-Security-Policy: it may do nothing but look as it looks. */
    public String contentSecurityPolicy() {
        return contentSecurityPolicy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OwnPage page && path.equals(page.path) && Arrays.equals(body, page.body);
    }

    @Override
    public int hashCode() {
        return etag.hashCode();
    }

    @Override
    public String toString() {
        return path + " " + etag;
    }
}
