package io.geocompliance.gateway.config;

import io.geocompliance.gateway.client.Cidr;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The words and phrases that settings are written in. */
final class Scalars {

    static final Scalar<String> TEXT = new Scalar<>(
            "a text",
            Map.of("type", "string", "minLength", 1),
            text -> text.isBlank() ? Optional.empty() : Optional.of(text.strip()));

    /** Written into records and shown on pages, so nothing that would need quoting there. */
    static final Scalar<String> NAME = Scalar.matching(
            "[A-Za-z0-9][A-Za-z0-9._-]{0,63}",
            "a name of up to 64 letters, digits, dots, hyphens or underscores",
            name -> name);

    static final Scalar<HostPort> HOST_PORT = new Scalar<>(
            "an address and port such as 127.0.0.1:8080 or [::1]:8080",
            Map.of("type", "string", "pattern", "^" + HostPort.PATTERN + "$"),
            HostPort::parse);

    static final Scalar<Cidr> CIDR = new Scalar<>(
            "a network such as 10.0.0.0/8 or 2001:db8::/32",
            Map.of("type", "string", "pattern", "^[0-9A-Fa-f:.]+(?:/[0-9]{1,3})?$"),
            text -> Optional.of(Cidr.parse(text)));

    /** As in a Host field, lower case and without port. */
    static final Scalar<String> HOST_PATTERN = Scalar.matching(
            "\\*|\\[[0-9A-Fa-f:.]+\\]|(?:\\*\\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?",
            "a host name such as news.example, without port, *.news.example for every name below, or \"*\" for any",
            host -> host.toLowerCase(Locale.ROOT));

    /** The hosts a rule speaks of: one name, or every name below one. */
    static final Scalar<String> SITE = Scalar.matching(
            "(?:\\*\\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?",
            "a host name such as news.example, or *.news.example for every name below",
            host -> host.toLowerCase(Locale.ROOT));

    /** What is sent as Host to an origin: a name and, where it is not the scheme's own, a port. */
    static final Scalar<String> AUTHORITY = Scalar.matching(
            "(?:\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::[0-9]{1,5})?",
            "a host name with or without port, such as news.example or news.example:8443",
            host -> host.toLowerCase(Locale.ROOT));

    /** A name as certificates and SNI have it. */
    static final Scalar<String> SERVER_NAME = Scalar.matching(
            "[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?",
            "a host name such as news.example",
            host -> host.toLowerCase(Locale.ROOT));

    /** What is asked of an origin: a path, with a query or without. */
    static final Scalar<String> ORIGIN_PATH =
            Scalar.matching("/[!$-;=?-Z_a-z~]*", "a path such as /health", target -> target);

    static final Scalar<URI> ORIGIN = new Scalar<>(
            "an origin such as http://127.0.0.1:3000 or https://news.example, or demo:",
            Map.of("type", "string", "pattern", "^(?:demo:|https?://[^/?#@]+/?)$"),
            Scalars::origin);

    static final Scalar<Instant> MOMENT = new Scalar<>(
            "a date such as 2024-02-20, which begins at 00:00 UTC, or a time such as 2024-02-20T00:00:00+03:00",
            Map.of(
                    "type",
                    "string",
                    "pattern",
                    "^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2}))?$"),
            Scalars::moment);

    static final Scalar<LocalDate> DATE = new Scalar<>(
            "a date such as 2027-02-20",
            Map.of("type", "string", "pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
            text -> attempt(() -> LocalDate.parse(text)));

    static final Scalar<URI> PAGE = new Scalar<>(
            "a page's URL such as https://news.example/legal",
            Map.of("type", "string", "pattern", "^https?://[^/?#@{}\\s]+[^{}\\s]*$"),
            text -> page(text).filter(Scalars::isAbsolute));

    static final Scalar<URI> TARGET = new Scalar<>(
            "a URL such as https://news.example/legal, or a path such as /legal",
            Map.of("type", "string", "pattern", "^(?:https?://[^/?#@{}\\s]+|/(?!/))[^{}\\s]*$"),
            text -> page(text).filter(uri -> isAbsolute(uri) || text.matches("/(?!/).*")));

    private Scalars() {}

    private static boolean isAbsolute(URI uri) {
        return uri.getScheme() != null && uri.getHost() != null;
    }

    private static Optional<URI> page(String text) {
        if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
            throw new IllegalArgumentException(
                    "a URL has no placeholders here: nothing of a visitor may get into it, and it is the same for everybody");
        }
        try {
            URI uri = new URI(text);
            boolean web = uri.getScheme() == null || uri.getScheme().matches("(?i)https?");
            boolean ascii = text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
            return web && ascii && uri.getUserInfo() == null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** A length of time between two bounds, both allowed. */
    static Scalar<Duration> duration(Duration least, Duration most) {
        return new Scalar<>(
                "a time from %s to %s, such as 10s or 500ms".formatted(TimeSpan.format(least), TimeSpan.format(most)),
                Map.of("type", "string", "pattern", "^" + TimeSpan.PATTERN + "$"),
                text -> TimeSpan.parse(text).filter(time -> time.compareTo(least) >= 0 && time.compareTo(most) <= 0));
    }

    /** A number of bytes between two bounds, both allowed. */
    static Scalar<Long> byteSize(long least, long most) {
        return new Scalar<>(
                "a size from %s to %s, such as 64MiB".formatted(ByteSize.format(least), ByteSize.format(most)),
                Map.of("type", "string", "pattern", "^" + ByteSize.PATTERN + "$"),
                text -> ByteSize.parse(text).filter(bytes -> bytes >= least && bytes <= most));
    }

    private static Optional<URI> origin(String text) {
        if (text.equals("demo:")) {
            // RFC 3986 allows an empty path behind a scheme, java.net.URI does not.
            return Optional.of(URI.create("demo:/"));
        }
        if (!text.matches("(?i)https?://.*")) {
            return Optional.empty();
        }
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65535) {
            return Optional.empty();
        }
        boolean more = uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null;
        if (more || !uri.getRawPath().matches("/?")) {
            throw new IllegalArgumentException(
                    "an origin is scheme, host and port; the visitor's path is sent to it as it is, so leave out"
                            + " everything behind the port.");
        }
        String port = uri.getPort() == -1 ? "" : ":" + uri.getPort();
        return Optional.of(URI.create(
                uri.getScheme().toLowerCase(Locale.ROOT) + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port));
    }

    private static Optional<Instant> moment(String text) {
        if (text.matches("\\d{4}-\\d{2}-\\d{2}T[\\d:.]+")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" leaves the time zone open; add its offset, such as Z or +03:00.");
        }
        return text.contains("T")
                ? attempt(() -> OffsetDateTime.parse(text).toInstant())
                : attempt(
                        () -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private static <T> Optional<T> attempt(Supplier<T> parse) {
        try {
            return Optional.of(parse.get());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
