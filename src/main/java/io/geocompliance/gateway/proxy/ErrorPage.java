package io.geocompliance.gateway.proxy;

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

    /** Lingering after a refused body, so that a closed socket does not take the answer with it. */
    private static final long LINGER_MILLIS = 1_000;

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
    static void send(HttpServerRequest request, Failure failure) {
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
        boolean http2 = request.version() == HttpVersion.HTTP_2;
        boolean closes = !http2 && (failure.closesConnection() || hasBody(request));
        if (http2) {
            discard(request);
        }
        if (closes) {
            response.putHeader("connection", "close");
        }
        byte[] page = page(request, failure);
        response.putHeader("content-length", Integer.toString(page.length));
        boolean bodiless = request.method() == HttpMethod.HEAD || page.length == 0;
        var sent = bodiless ? response.end() : response.end(io.vertx.core.buffer.Buffer.buffer(page));
        if (closes) {
            sent.onComplete(done -> lingerAndClose(request));
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

    /** Reads on for a moment, then closes: closing with unread bytes resets the connection and the answer is lost. */
    static void lingerAndClose(HttpServerRequest request) {
        request.exceptionHandler(gone -> {});
        if (!request.isEnded()) {
            discard(request);
        }
        io.vertx.core.Vertx.currentContext()
                .owner()
                .setTimer(LINGER_MILLIS, timer -> request.connection().close());
    }

    /** A body that nobody will read leaves an HTTP/1 connection out of step. */
    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        return request.headers().contains("transfer-encoding") || (length != null && !length.equals("0"));
    }

    private static void discard(HttpServerRequest request) {
        request.handler(rest -> {});
        request.resume();
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
