package io.geocompliance.gateway.response;

import java.util.List;

/**
 * How answers are treated, where operators may choose.
 *
 * @param noTransform what {@code Cache-Control: no-transform} means to us; default {@link NoTransform#INJECT}
 * @param uninjectable what becomes of a page whose encoding or coding can't carry the notice; default {@link Uninjectable#PASS}
 * @param gzip how the notice goes into a page in gzip; default {@link Gzip#SPLICE}
 * @param surrogateControl whether caches that obey Surrogate-Control alone (Fastly) are in front; default false
 * @param altSvc whether the origin's Alt-Svc is passed on, which leads visitors round the gateway; default false
 * @param varyOn fields by which caches in front may tell places apart, because the place is decided from exactly these; empty (the
 *     default) lets only the reader's own cache keep what differs by place
 */
public record ResponseSettings(
        NoTransform noTransform,
        Uninjectable uninjectable,
        Gzip gzip,
        boolean surrogateControl,
        boolean altSvc,
        List<String> varyOn) {

    /** What holds where operators say nothing. */
    public static final ResponseSettings DEFAULT =
            new ResponseSettings(NoTransform.INJECT, Uninjectable.PASS, Gzip.SPLICE, false, false, List.of());

    public ResponseSettings {
        varyOn = List.copyOf(varyOn);
    }

    /** The same, but with nothing by which caches could tell places apart. */
    ResponseSettings privately() {
        return new ResponseSettings(noTransform, uninjectable, gzip, surrogateControl, altSvc, List.of());
    }

    /** What {@code no-transform} means where a notice is due. */
    public enum NoTransform {
        /** It binds proxies, not an origin's own gateway (RFC 9110 7.7). */
        INJECT,
        /** It binds us too: the page goes out without the notice. */
        SKIP,
        /** It binds us too, and a page without its notice does not go out: 503 and the notice. */
        REFUSE
    }

    /** How the notice goes into a page in gzip. */
    public enum Gzip {
        /** The compressed page is patched; an origin's first pages, and samples after them, are decoded to their ends as well. */
        SPLICE,
        /** The compressed page is patched, and every page is decoded to its end as well, to know that it is sound. */
        FOLLOW,
        /** The page is decoded and compressed again, for some twenty times the processor time. */
        RECODE
    }

    /** What becomes of a page that, by its head, can't carry the notice that is due. */
    public enum Uninjectable {
        /** It goes out; the link to the notice's page is what is left of the duty. */
        PASS,
        /** It does not: 503 and the notice. */
        REFUSE
    }
}
