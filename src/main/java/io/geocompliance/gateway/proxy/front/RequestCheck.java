package io.geocompliance.gateway.proxy.front;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which requests are let in, before anything is routed (RFC 9110, RFC 9112). Pure, never throws, fails closed.
 *
 * <p>What Netty refuses before us (framing, control bytes in names and values) is not repeated here.
 */
final class RequestCheck {

    private RequestCheck() {}

    /**
     * What of a request is looked at.
     *
     * @param protocol over HTTP/2 {@code authority} is {@code :authority}
     * @param scheme {@code :scheme} of HTTP/2; empty elsewhere
     * @param authority the Host field or {@code :authority}; empty if there is none
     * @param fieldLines all field lines of a name, in order
     */
    record Head(
            Protocol protocol,
            String scheme,
            String method,
            String target,
            String authority,
            Function<String, List<String>> fieldLines) {}

    /** The protocols whose requests are not checked alike. */
    enum Protocol {
        HTTP_1_0,
        HTTP_1_1,
        HTTP_2
    }

    /** Why a request with fields of these names is refused, or nothing. */
    static Optional<Refusal> refuse(Head head, Iterable<String> names) {
        return areTokens(names) ? refuse(head) : Optional.of(Refusal.MALFORMED);
    }

    /** Why the request is refused, its fields' names left aside, or nothing. */
    static Optional<Refusal> refuse(Head head) {
        if (head.method.equals("CONNECT") || head.method.equals("TRACE")) {
            return Optional.of(Refusal.METHOD);
        }
        if (!isUpperCaseToken(head.method) || !isTarget(head.target, head.method) || !hasOneHost(head)) {
            return Optional.of(Refusal.MALFORMED);
        }
        if (!isFramed(head) || !isKnownScheme(head)) {
            return Optional.of(Refusal.MALFORMED);
        }
        List<String> expectations = head.fieldLines.apply("expect");
        boolean known = expectations.isEmpty()
                || (expectations.size() == 1 && expectations.get(0).equalsIgnoreCase("100-continue"));
        return known ? Optional.empty() : Optional.of(Refusal.EXPECTATION);
    }

    /**
     * The target in origin-form: an absolute one is rewritten if it names the same authority as Host (RFC 9112 3.2.2), and stays,
     * to be refused, if not.
     */
    static String originForm(String target, String authority) {
        if (target.startsWith("/")) {
            return target; // as nearly all do
        }
        for (String scheme : List.of("http://", "https://")) {
            String prefix = scheme + authority;
            if (!authority.isEmpty() && target.regionMatches(true, 0, prefix, 0, prefix.length())) {
                String rest = target.substring(prefix.length());
                if (rest.isEmpty()) {
                    return "/";
                }
                return rest.startsWith("?") ? "/" + rest : rest.startsWith("/") ? rest : target;
            }
        }
        return target;
    }

    private static boolean areTokens(Iterable<String> names) {
        for (String name : names) {
            if (!isToken(name)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!isTokenCharacter(name.charAt(i))) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** RFC 9110 5.6.2. */
    private static boolean isTokenCharacter(int c) {
        return (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    private static boolean isUpperCaseToken(String method) {
        for (int i = 0; i < method.length(); i++) {
            char c = method.charAt(i);
            if ((c < 'A' || c > 'Z') && c != '-' && c != '_') {
                return false;
            }
        }
        return !method.isEmpty();
    }

    /** Origin-form, or {@code *} for OPTIONS; no byte that a URL can't hold. The query is browsers' land and laxer. */
    private static boolean isTarget(String target, String method) {
        if (target.equals("*")) {
            return method.equals("OPTIONS");
        }
        if (!target.startsWith("/")) {
            return false;
        }
        int pathEnd = target.indexOf('?') < 0 ? target.length() : target.indexOf('?');
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= 0x20 || c >= 0x7F || c == '#' || c == '"' || c == '<' || c == '>') {
                return false;
            }
            if (i < pathEnd && (c == '\\' || (c == '%' && !isEscape(target, i, pathEnd)))) {
                return false;
            }
        }
        return true;
    }

    /** A percent-encoded byte other than NUL. */
    private static boolean isEscape(String target, int at, int end) {
        if (at + 2 >= end) {
            return false;
        }
        int high = Character.digit(target.charAt(at + 1), 16);
        int low = Character.digit(target.charAt(at + 2), 16);
        return high >= 0 && low >= 0 && (high | low) != 0;
    }

    private static boolean hasOneHost(Head head) {
        List<String> hosts = head.fieldLines.apply("host");
        if (head.protocol == Protocol.HTTP_1_0 && hosts.isEmpty()) {
            return true; // older than Host; served only where a site takes any name
        }
        if (head.protocol == Protocol.HTTP_2) {
            boolean agrees = hosts.stream().allMatch(head.authority::equalsIgnoreCase);
            return agrees && isAuthority(head.authority);
        }
        return hosts.size() == 1 && isAuthority(hosts.get(0));
    }

    /** A name, an IPv4 address or a bracketed IPv6 address, with or without a port; never user information. */
    static boolean isAuthority(String authority) {
        if (authority.isEmpty() || authority.length() > 260) {
            return false;
        }
        int portAt;
        if (authority.charAt(0) == '[') {
            int close = authority.indexOf(']');
            if (close < 3 || !allMatch(authority, 1, close, "0123456789abcdefABCDEF:.")) {
                return false;
            }
            portAt = close + 1;
        } else {
            int colon = authority.indexOf(':');
            portAt = colon < 0 ? authority.length() : colon;
            if (portAt == 0 || !isRegisteredName(authority, portAt)) {
                return false;
            }
        }
        return portAt == authority.length() || isPort(authority, portAt);
    }

    private static boolean isRegisteredName(String authority, int end) {
        for (int i = 0; i < end; i++) {
            char c = authority.charAt(i);
            boolean allowed = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-._~".indexOf(c) >= 0;
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPort(String authority, int colon) {
        int digits = authority.length() - colon - 1;
        return authority.charAt(colon) == ':'
                && digits >= 1
                && digits <= 5
                && allMatch(authority, colon + 1, authority.length(), "0123456789");
    }

    private static boolean allMatch(String text, int from, int to, String allowed) {
        for (int i = from; i < to; i++) {
            if (allowed.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isKnownScheme(Head head) {
        return head.protocol != Protocol.HTTP_2 || head.scheme.equals("https") || head.scheme.equals("http");
    }

    /** One way to know where the body ends: chunked or one run of digits, never both (RFC 9112 6.3). */
    private static boolean isFramed(Head head) {
        List<String> lengths = head.fieldLines.apply("content-length");
        List<String> codings = head.fieldLines.apply("transfer-encoding");
        if (!codings.isEmpty()) {
            return head.protocol == Protocol.HTTP_1_1
                    && lengths.isEmpty()
                    && codings.size() == 1
                    && codings.get(0).equalsIgnoreCase("chunked");
        }
        return lengths.isEmpty()
                || (lengths.size() == 1
                        && allMatch(lengths.get(0), 0, lengths.get(0).length(), "0123456789")
                        && !lengths.get(0).isEmpty());
    }

    /** The host part of an authority, lower case, without port: what sites and rules are matched by. */
    static String hostOf(String authority) {
        int end = authority.startsWith("[") ? authority.indexOf(']') + 1 : authority.indexOf(':');
        return (end <= 0 ? authority : authority.substring(0, end)).toLowerCase(Locale.ROOT);
    }
}
