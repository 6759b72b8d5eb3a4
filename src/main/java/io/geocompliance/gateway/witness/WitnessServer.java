package io.geocompliance.gateway.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.geocompliance.gateway.audit.tlog.CosigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A witness on a socket: {@code POST <prefix>/add-checkpoint}, and nothing to read, because a series of checkpoints is the log's traffic
 * curve. Plain HTTP: signatures protect all that is said; a TLS proxy in front hides it.
 */
public final class WitnessServer implements AutoCloseable {

    /** A proof of 63 hashes and a checkpoint with 100 cosignatures is shorter. */
    private static final int MOST_BYTES = 64 * 1024;

    /** Each may hold a slow client; the others are answered meanwhile. */
    private static final int THREADS = 16;

    private final HttpServer http;
    private final ExecutorService threads;
    private final WitnessState state;
    private final Witness witness;

    private WitnessServer(HttpServer http, WitnessState state, Witness witness) {
        this.http = http;
        this.state = state;
        this.witness = witness;
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "witness");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * What a witness is run with.
     *
     * @param logs a file with one public key of a log a line
     * @param state the directory that must never be restored from a backup
     */
    public record Settings(CosigningKey key, Path logs, Path state, InetSocketAddress listen) {}

    /** Listens until it is closed. */
    public static WitnessServer start(Settings settings, InstantSource clock) throws IOException {
        TrustedLogs logs = TrustedLogs.read(settings.logs());
        limitSlowClients();
        WitnessState state = WitnessState.open(settings.state());
        try {
            HttpServer http = HttpServer.create(settings.listen(), 0);
            WitnessServer server = new WitnessServer(http, state, new Witness(settings.key(), logs, state, clock));
            http.setExecutor(server.threads);
            http.createContext("/", server::answer);
            http.start();
            return server;
        } catch (IOException | RuntimeException e) {
            state.close();
            throw e;
        }
    }

    /** The server reads these once, when its classes are loaded; what somebody set on the command line stands. In seconds. */
    private static void limitSlowClients() {
        setUnlessSet("sun.net.httpserver.maxReqTime", "10");
        setUnlessSet("sun.net.httpserver.maxRspTime", "10");
        setUnlessSet("sun.net.httpserver.idleInterval", "90");
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return http.getAddress();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Witness.Answer answer = answerTo(exchange);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Witness.Answer answerTo(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().endsWith("/add-checkpoint")) {
            return new Witness.Answer(404, "text/plain", "This is a witness: POST add-checkpoint.\n");
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            return new Witness.Answer(405, "text/plain", "POST alone.\n");
        }
        InputStream stream = exchange.getRequestBody();
        byte[] body = stream.readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return new Witness.Answer(413, "text/plain", "No add-checkpoint request is that long.\n");
        }
        return witness.addCheckpoint(new String(body, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        try {
            state.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
