package io.geocompliance.gateway.response;

/**
 * How the headers speak, where operators may choose.
 *
 * @param noTransform what {@code Cache-Control: no-transform} means to us; default {@link NoTransform#INJECT}
 * @param negotiatesLanguage whether Accept-Language may choose the notice's language, and so belongs into Vary; default false
 * @param surrogateControl whether caches that obey Surrogate-Control alone (Fastly) are in front; default false
 * @param altSvc whether the origin's Alt-Svc is passed on, which leads visitors round the gateway; default false
 */
public record ResponseSettings(
        NoTransform noTransform, boolean negotiatesLanguage, boolean surrogateControl, boolean altSvc) {

    /** What holds where operators say nothing. */
    public static final ResponseSettings DEFAULT = new ResponseSettings(NoTransform.INJECT, false, false, false);

    /** The two readings of {@code no-transform}. */
    public enum NoTransform {
        /** It binds proxies, not an origin's own gateway (RFC 9110 7.7). */
        INJECT,
        /** It binds us too: the page goes out without the notice, or is refused, as the operator chose. */
        OBEY
    }
}
