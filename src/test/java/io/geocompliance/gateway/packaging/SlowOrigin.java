package io.geocompliance.gateway.packaging;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A site that sends the first half of a page at once and the second a while later, on kept connections. */
final class SlowOrigin implements AutoCloseable {

    private static final long PAUSE_MILLIS = 100;

    private final HttpServer server;
    private final ExecutorService accepting = Executors.newCachedThreadPool();
    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2);
    private final AtomicInteger inFlight = new AtomicInteger();

    private SlowOrigin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(accepting);
        server.createContext("/", this::begin);
    }

    static SlowOrigin start() throws IOException {
        SlowOrigin origin = new SlowOrigin();
        origin.server.start();
        return origin;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Pages of which half has been sent. */
    int inFlight() {
        return inFlight.get();
    }

    /** How the page of a path ends. */
    static String end(String path) {
        return "<p>The end of " + path + "</p></body></html>\n";
    }

    private void begin(HttpExchange exchange) throws IOException {
        inFlight.incrementAndGet();
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        send(
                exchange,
                "<!doctype html><html lang=ru><head><title>t</title></head><body><h1>t</h1>\n"
                        + "<p>text\n".repeat(500));
        later.schedule(() -> finish(exchange), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void finish(HttpExchange exchange) {
        try (exchange) {
            send(exchange, end(exchange.getRequestURI().getPath()));
        } catch (IOException gone) {
            // The visitor's side notices: its page ends early.
        } finally {
            inFlight.decrementAndGet();
        }
    }

    private static void send(HttpExchange exchange, String text) throws IOException {
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        server.stop(0);
        accepting.shutdownNow();
        later.shutdownNow();
    }
}
