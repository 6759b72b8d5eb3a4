package io.geocompliance.gateway.client;

import java.util.Set;

/**
 * The field names that say who a visitor is or where, and those that join one server's log lines with another's.
 *
 * <p>The first are deleted from what an untrusted peer sends, since a visitor may have written them; both are kept from the origin
 * where nothing may identify a reader. An underscore counts as a hyphen, because CGI and its heirs can't tell
 * {@code X_Forwarded_For} from {@code X-Forwarded-For}.
 */
public final class ForwardingHeaders {

    private static final Set<String> FORWARDING = Set.of(
            "ali-cdn-real-ip",
            "cdn-src-ip",
            "cf-connecting-ip",
            "cf-connecting-ipv6",
            "cf-metro-code",
            "cf-postal-code",
            "cf-pseudo-ipv4",
            "cf-region",
            "cf-region-code",
            "cf-timezone",
            "client-ip",
            "do-connecting-ip",
            "fastly-client-ip",
            "fly-client-ip",
            "forwarded",
            "forwarded-for",
            "forwarded-for-ip",
            "incap-client-ip",
            "proxy-client-ip",
            "remote-addr",
            "true-client-ip",
            "wl-proxy-client-ip",
            "x-akamai-edgescape",
            "x-azure-clientip",
            "x-azure-socketip",
            "x-client-ip",
            "x-cluster-client-ip",
            "x-country",
            "x-country-code",
            "x-envoy-external-address",
            "x-forwarded",
            "x-nf-client-connection-ip",
            "x-nf-geo",
            "x-original-forwarded-for",
            "x-originating-ip",
            "x-real-ip",
            "x-remote-addr",
            "x-remote-ip",
            "x-sucuri-clientip",
            "x-sucuri-country",
            "x-vercel-forwarded-for");

    private static final Set<String> FORWARDING_PREFIXES =
            Set.of("cf-ip", "cloudfront-viewer-", "x-appengine-", "x-forwarded-", "x-geo-", "x-vercel-ip-");

    private static final Set<String> TRACING = Set.of(
            "b3",
            "baggage",
            "cf-ray",
            "correlation-context",
            "correlation-id",
            "elastic-apm-traceparent",
            "fly-request-id",
            "grpc-trace-bin",
            "newrelic",
            "request-id",
            "sentry-trace",
            "traceparent",
            "tracestate",
            "uber-trace-id",
            "x-amz-cf-id",
            "x-amzn-trace-id",
            "x-azure-ref",
            "x-client-trace-id",
            "x-cloud-trace-context",
            "x-correlation-id",
            "x-dynatrace",
            "x-nf-request-id",
            "x-ot-span-context",
            "x-request-id",
            "x-trace-id",
            "x-transaction-id",
            "x-unique-id",
            "x-vercel-id");

    private static final Set<String> TRACING_PREFIXES = Set.of("uberctx-", "x-b3-", "x-datadog-", "x-instana-");

    private static final FieldNames FORWARDING_NAMES = new FieldNames(FORWARDING, FORWARDING_PREFIXES);
    private static final FieldNames TRACING_NAMES = new FieldNames(TRACING, TRACING_PREFIXES);

    private ForwardingHeaders() {}

    /** Whether a field of this name tells a visitor's address or place. */
    public static boolean isForwarding(String name) {
        return FORWARDING_NAMES.contains(name);
    }

    /** Whether a field of this name carries an id that joins log lines of several servers. */
    public static boolean isTracing(String name) {
        return TRACING_NAMES.contains(name);
    }
}
