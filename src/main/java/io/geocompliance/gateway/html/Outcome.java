package io.geocompliance.gateway.html;

/** What became of a notice that was due on a page. */
public sealed interface Outcome {

    /**
     * The notice is in the page.
     *
     * @param offset where, in decoded bytes of the original page; never written to a record, it fingerprints the page
     * @param kind which sort of place it was
     */
    record Injected(long offset, Kind kind) implements Outcome {}

    /** The page went out without it. */
    record NotInjected(Reason reason) implements Outcome {}

    /** Which sort of place the scanner found. */
    enum Kind {
        /** Directly after the {@code >} of a body start tag. */
        AFTER_BODY_TAG,
        /** Before the token that makes a parser open an implied body. */
        BEFORE_TOKEN,
        /** At the end of a page that never opened its body. */
        APPENDED,
        /** Behind the skip links that the page begins with. */
        AFTER_SKIP_LINK,
        /** In a page of the gateway's own that came in the place of the one asked for. */
        OWN_PAGE
    }

    /** Why a page went out without its notice: the closed list, in the spelling of logs and metrics by {@link #label}. */
    enum Reason {
        /** No notice is due. */
        NOT_AFFECTED,
        /** The response is not HTML. */
        NOT_HTML,
        /** The response is a download. */
        ATTACHMENT,
        /** A script fetched it (Sec-Fetch-Dest: empty). */
        SCRIPT_FETCH,
        /** The response has no body. */
        BODILESS,
        /** A part of a page (206). */
        PARTIAL_CONTENT,
        /** A character encoding whose bytes are not ASCII's. */
        ENCODING,
        /** A content coding that is unknown, combined or broken. */
        CODING,
        /** A limit was reached before a place was found. */
        LIMIT,
        /** A frameset page has no body. */
        FRAMESET,
        /** The page ends inside a construct that would swallow the notice. */
        UNTERMINATED,
        /** An AMP page must not carry foreign elements. */
        AMP,
        /** An instance of this gateway before us has put it in. */
        ALREADY_INJECTED,
        /** The origin forbids transformation and the operator obeys. */
        NO_TRANSFORM,
        /** The origin broke off before the place. */
        ORIGIN_ABORTED,
        /** The visitor left before the notice's last byte. */
        VISITOR_ABORTED,
        /** The request itself was refused; the answer is an error page of the gateway. */
        REFUSED,
        /** The log could not take the page's line, so the page was refused. */
        LOG_FULL,
        /** A bug of ours; the page went out untouched. */
        ERROR;

        /** The spelling in records and metrics, such as {@code not-html}. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
