package io.geocompliance.gateway.proxy.front;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
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
    public static Asked of(HttpServerRequest request) {
        boolean http2 = request.version() == HttpVersion.HTTP_2;
        String authority = authority(request, http2);
        String target = RequestCheck.originForm(request.uri(), authority);
        RequestCheck.Head head =
                new RequestCheck.Head(http2, request.method().name(), target, authority, request.headers()::getAll);
        return new Asked(
                authority, target, RequestCheck.refuse(head, request.headers().names()));
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
