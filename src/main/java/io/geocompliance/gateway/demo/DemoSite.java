package io.geocompliance.gateway.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A small news site on a loopback port of its own: the origin of a configuration that says {@code demo:}.
 *
 * <p>It behaves as a good origin does (validators, gzip, HEAD, 304, 404), so that what the gateway does to it can be looked at.
 */
public final class DemoSite {

    /** IMF-fixdate (RFC 9110 5.6.7); {@code RFC_1123_DATE_TIME} writes one-digit days. */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** When the texts were last changed. */
    private static final Instant LAST_MODIFIED = Instant.parse("2026-11-23T18:00:00Z");

    private static final String ANY_COPY = "public, max-age=60";
    private static final String NO_COPY = "no-store";

    private final DemoPages pages;
    private final Map<String, DemoFile> files;
    private final HttpServer server;
    private final Clock clock;

    private DemoSite(Vertx vertx, DemoPages pages, Clock clock) {
        this.pages = pages;
        this.files = pages.files();
        this.clock = clock;
        this.server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(this::answer);
    }

    /** Reads the pages off the event loop and listens on a free loopback port. */
    public static Future<DemoSite> start(Vertx vertx) {
        return vertx.executeBlocking(DemoPages::new).compose(pages -> {
            DemoSite site = new DemoSite(vertx, pages, Clock.systemUTC());
            return site.server
                    .listen(SocketAddress.inetSocketAddress(0, "127.0.0.1"))
                    .map(site);
        });
    }

    /** The loopback port it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** Stops listening. */
    Future<Void> close() {
        return server.close();
    }

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response().putHeader(HttpHeaders.DATE, HTTP_DATE.format(clock.instant()));
        String path = request.path() == null ? "" : request.path();
        if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            response.setStatusCode(405)
                    .putHeader(HttpHeaders.ALLOW, "GET, HEAD")
                    .end();
        } else if (files.containsKey(path + "/")) {
            response.setStatusCode(301)
                    .putHeader(HttpHeaders.LOCATION, path + "/")
                    .end();
        } else if (path.equals("/" + pages.languageOf(path) + "/search")) {
            String query = request.getParam("q", "");
            send(request, pages.search(pages.languageOf(path), query));
        } else {
            DemoFile file = files.get(path);
            if (file == null) {
                response.setStatusCode(404);
                send(request, pages.lost(pages.languageOf(path)));
            } else {
                sendStored(request, file);
            }
        }
    }

    /** A page made for this request: no validators, no copies. */
    private static void send(HttpServerRequest request, DemoFile file) {
        request.response().putHeader(HttpHeaders.CACHE_CONTROL, NO_COPY);
        sendBody(request, file);
    }

    private static void sendStored(HttpServerRequest request, DemoFile file) {
        HttpServerResponse response = request.response();
        String tag = file.entityTag(sendsGzip(request, file));
        response.putHeader(HttpHeaders.ETAG, tag)
                .putHeader(HttpHeaders.LAST_MODIFIED, HTTP_DATE.format(LAST_MODIFIED))
                .putHeader(HttpHeaders.CACHE_CONTROL, ANY_COPY);
        if (isUnchanged(request, tag)) {
            vary(response, file);
            response.setStatusCode(304).end();
        } else {
            sendBody(request, file);
        }
    }

    private static void sendBody(HttpServerRequest request, DemoFile file) {
        HttpServerResponse response = request.response();
        vary(response, file);
        response.putHeader(HttpHeaders.CONTENT_TYPE, file.type()).putHeader("X-Content-Type-Options", "nosniff");
        if (!file.language().isEmpty()) {
            response.putHeader(HttpHeaders.CONTENT_LANGUAGE, file.language());
        }
        byte[] body = file.identity();
        if (sendsGzip(request, file)) {
            body = file.gzip();
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
        if (request.method() == HttpMethod.HEAD) {
            response.end();
        } else {
            response.end(Buffer.buffer(body));
        }
    }

    private static void vary(HttpServerResponse response, DemoFile file) {
        if (file.compresses()) {
            response.putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        }
    }

    /** RFC 9110 13.2.2: If-None-Match decides alone where it is present. */
    private static boolean isUnchanged(HttpServerRequest request, String tag) {
        String tags = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (tags != null) {
            return Arrays.stream(tags.split(","))
                    .map(String::strip)
                    .anyMatch(each -> each.equals("*") || each.equals(tag) || each.equals("W/" + tag));
        }
        return isSince(request.getHeader(HttpHeaders.IF_MODIFIED_SINCE));
    }

    private static boolean isSince(@Nullable String date) {
        if (date == null) {
            return false;
        }
        try {
            return !LAST_MODIFIED.isAfter(ZonedDateTime.parse(date, HTTP_DATE).toInstant());
        } catch (DateTimeParseException ignoredAsTheRfcAsks) {
            return false;
        }
    }

    private static boolean sendsGzip(HttpServerRequest request, DemoFile file) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        return file.compresses()
                && accepted != null
                && Arrays.stream(accepted.toLowerCase(Locale.ROOT).split(","))
                        .map(coding -> coding.replaceAll("\\s", ""))
                        .anyMatch(coding -> coding.equals("gzip")
                                || coding.startsWith("gzip;q=") && !coding.matches("gzip;q=0(\\.0*)?"));
    }
}
