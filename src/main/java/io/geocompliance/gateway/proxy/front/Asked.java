package io.geocompliance.gateway.proxy.front;

import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
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
        RequestCheck.Protocol protocol = protocol(request);
        boolean http2 = protocol == RequestCheck.Protocol.HTTP_2;
        String authority = authority(request, http2);
        String uri = request.uri() == null ? "" : request.uri(); // CONNECT over HTTP/2 has none
        // HTTP/2 has no absolute form: what looks like one is no path.
        String target = http2 ? uri : RequestCheck.originForm(uri, authority);
        String scheme = http2 && request.scheme() != null ? request.scheme() : "";
        RequestCheck.Head head = new RequestCheck.Head(
                protocol, scheme, request.method().name(), target, authority, request.headers()::getAll);
        List<String> names = names(request);
        if (names.size() > limits.headerFields()) {
            return new Asked(authority, target, Optional.of(Refusal.HEAD_TOO_LARGE));
        }
        Optional<Refusal> refusal = http2 && hasSpaceBehindValue(request)
                ? Optional.of(Refusal.MALFORMED)
                : RequestCheck.refuse(head, names);
        return new Asked(authority, target, refusal);
    }

    /** The engine lets that through, against RFC 9113 8.2.1. */
    private static boolean hasSpaceBehindValue(HttpServerRequest request) {
        for (Map.Entry<String, String> field : request.headers()) {
            if (field.getValue().endsWith(" ") || field.getValue().endsWith("\t")) {
                return true;
            }
        }
        return false;
    }

    /** Of each line: a name may come a thousand times. */
    private static List<String> names(HttpServerRequest request) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, String> field : request.headers()) {
            names.add(field.getKey());
        }
        return names;
    }

    private static RequestCheck.Protocol protocol(HttpServerRequest request) {
        return switch (request.version()) {
            case HTTP_1_0 -> RequestCheck.Protocol.HTTP_1_0;
            case HTTP_1_1 -> RequestCheck.Protocol.HTTP_1_1;
            case HTTP_2 -> RequestCheck.Protocol.HTTP_2;
        };
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
