package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.proxy.front.Connections;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.Locale;

/**
 * What a visitor sees when there is nothing to pass on: a short accessible page, or an empty answer for those who take no HTML.
 *
 * <p>Holds no address and nothing of the request; never stored by caches.
 */
final class ErrorPage {

    private static final String TEMPLATE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%2$s</title>
            <style>
            :root { color-scheme: light dark; }
            body { margin: 0 auto; max-width: 40rem; padding: 2rem 1rem; font: 1.125rem/1.6 system-ui, sans-serif; }
            </style>
            </head>
            <body>
            <main>
            <h1>%2$s</h1>
            <p>%3$s</p>
            <p>Please try again later. (Status %1$d)</p>
            </main>
            </body>
            </html>
            """;

    private ErrorPage() {}

    /** Answers with the failure's status, or breaks the exchange off where nothing can be said any more. */
    static void send(HttpServerRequest request, Failure failure, Connections connections) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten() || failure.status == 0) {
            breakOff(request);
            return;
        }
        response.headers().clear();
        response.setStatusCode(failure.status).putHeader("cache-control", "no-store");
        if (failure == Failure.METHOD_NOT_ALLOWED) {
            response.putHeader("allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
        }
        if (failure == Failure.OVERLOADED) {
            response.putHeader("retry-after", "5");
        }
        boolean closes = request.version() != HttpVersion.HTTP_2 && (failure.closesConnection() || hasBody(request));
        if (closes) {
            response.putHeader("connection", "close");
        }
        byte[] page = page(request, failure);
        response.putHeader("content-length", Integer.toString(page.length));
        if (closes) {
            // Before the answer ends: with its end the engine hands over the request that waits behind it.
            connections.lingerAndClose(request);
        } else {
            request.resume();
        }
        boolean bodiless = request.method() == HttpMethod.HEAD || page.length == 0;
        if (bodiless) {
            response.end();
        } else {
            response.end(Buffer.buffer(page));
        }
    }

    /** Never a clean end: HTTP/1 closes without the last chunk, HTTP/2 resets the stream. */
    static void breakOff(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (response.ended()) {
            request.connection().close();
        } else {
            response.reset(2); // INTERNAL_ERROR (RFC 9113 7)
        }
    }

    /** A body that nobody will read leaves an HTTP/1 connection out of step. */
    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        return request.headers().contains("transfer-encoding") || (length != null && !length.equals("0"));
    }

    private static byte[] page(HttpServerRequest request, Failure failure) {
        String accept = String.join(",", request.headers().getAll("accept")).toLowerCase(Locale.ROOT);
        boolean takesHtml = accept.isEmpty() || accept.contains("text/html") || accept.contains("*/*");
        if (!takesHtml) {
            return new byte[0];
        }
        request.response().putHeader("content-type", "text/html; charset=utf-8").putHeader("content-language", "en");
        return String.format(Locale.ROOT, TEMPLATE, failure.status, failure.title, failure.sentence)
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
