package io.geocompliance.gateway.response;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** May the notice be put into this response's body, as far as its head tells? */
public sealed interface Injectable {

    /** It may; whether there is a place the scanner says. */
    record Yes() implements Injectable {}

    /** It may not. */
    record No(Reason reason) implements Injectable {}

    /** Why not; the names are those of the closed list of outcomes. */
    enum Reason {
        /** No notice is due. */
        NOT_AFFECTED,
        /** The response is not HTML. */
        NOT_HTML,
        /** The response is a download. */
        ATTACHMENT,
        /** A page fetches it for its own use, by script or as a part of itself. */
        SCRIPT_FETCH,
        /** The response has no body. */
        BODILESS,
        /** A part of a page (206). */
        PARTIAL_CONTENT,
        /** A character encoding whose bytes are not ASCII's. */
        ENCODING,
        /** A content coding that can't be spliced. */
        CODING,
        /** The origin forbids transformation and the operator has us obey. */
        NO_TRANSFORM,
        /** An instance of this gateway before us has put it in. */
        ALREADY_INJECTED
    }

    /** What speaks against putting a notice into this page, the response being HTML and shown as a page. */
    static Optional<Reason> obstacle(OriginResponse response, MediaType type, ResponseSettings.NoTransform policy) {
        Fields fields = response.fields();
        if (NoticeLinks.isPresent(fields)) {
            return Optional.of(Reason.ALREADY_INJECTED);
        }
        if (isAttachment(fields)) {
            return Optional.of(Reason.ATTACHMENT);
        }
        if (!type.isAsciiCompatible()) {
            return Optional.of(Reason.ENCODING);
        }
        if (!response.codingSupported()) {
            return Optional.of(Reason.CODING);
        }
        return policy != ResponseSettings.NoTransform.INJECT && CacheControl.forbidsTransformation(fields)
                ? Optional.of(Reason.NO_TRANSFORM)
                : Optional.empty();
    }

    /** Whether an answer with this status can have a body (RFC 9110 6.4.1, 15.3.6). */
    static boolean hasBody(int status) {
        return status >= 200 && status != 204 && status != 205 && status != 304;
    }

    /**
     * A disposition other than inline is a download (RFC 6266 4.2); one that forgot its type and begins with a parameter is
     * shown, by browsers too.
     */
    private static boolean isAttachment(Fields fields) {
        List<String> lines = fields.all("Content-Disposition");
        if (lines.isEmpty()) {
            return false;
        }
        String type = FieldValues.head(lines.get(0)).toLowerCase(Locale.ROOT);
        return !type.isEmpty() && !type.equals("inline") && type.indexOf('=') < 0;
    }
}
