package io.geocompliance.gateway.proxy.front;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Map;
import java.util.Optional;

/**
 * What a request asks for, as the engine has read it.
 *
 * @param authority the Host field or {@code :authority}; empty if there is none
 * @param target in origin-form
 * @param refusal why it is not let in
 */
public record Asked(String authority, String target, Optional<Refusal> refusal) {

    /** Says nothing: what a visitor asks for must not reach a log by being printed. */
    @Override
    public String toString() {
        return "(a request)";
    }

    /** Looks at a request's head. */
    public static Asked of(HttpServerRequest request, FrontSettings.Limits limits) {
        boolean http2 = request.version() == HttpVersion.HTTP_2;
        String authority = authority(request, http2);
        String uri = request.uri() == null ? "" : request.uri(); // CONNECT over HTTP/2 has none
        String target = RequestCheck.originForm(uri, authority);
        RequestCheck.Head head =
                new RequestCheck.Head(http2, request.method().name(), target, authority, request.headers()::getAll);
        if (hasMoreFieldsThan(limits.headerFields(), request)) {
            return new Asked(authority, target, Optional.of(Refusal.HEAD_TOO_LARGE));
        }
        Optional<Refusal> refusal = http2 && !isWellFormed(request)
                ? Optional.of(Refusal.MALFORMED)
                : RequestCheck.refuse(head, request.headers().names());
        return new Asked(authority, target, refusal);
    }

    /** What the engine lets through of RFC 9113 8.2.1 and 8.3.1: white space behind a value, and any scheme. */
    private static boolean isWellFormed(HttpServerRequest request) {
        String scheme = request.scheme();
        for (Map.Entry<String, String> field : request.headers()) {
            if (field.getValue().endsWith(" ") || field.getValue().endsWith("\t")) {
                return false;
            }
        }
        return "http".equals(scheme) || "https".equals(scheme) || request.method() == HttpMethod.CONNECT;
    }

    /** Lines, not names: a name may come a thousand times. */
    private static boolean hasMoreFieldsThan(int limit, HttpServerRequest request) {
        int count = 0;
        for (Map.Entry<String, String> field : request.headers()) {
            count++;
        }
        return count > limit;
    }

    private static String authority(HttpServerRequest request, boolean http2) {
        if (http2) {
            return request.authority() == null ? "" : request.authority().toString();
        }
        String host = request.getHeader("host");
        return host == null ? "" : host;
    }

    /** The host alone, lower case, without port: what sites and rules are matched by. */
    public String host() {
        return RequestCheck.hostOf(authority);
    }
}
