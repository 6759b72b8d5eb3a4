package io.geocompliance.gateway.proxy.front;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** One event loop's open connections of visitors: what each has in flight, and which are about to close. */
public final class Connections {

    /** Closing with unread bytes resets the connection and takes the answer with it, so we read on for a moment. */
    private static final long LINGER_MILLIS = 1_000;

    private final Vertx vertx;
    private final Map<HttpConnection, Integer> inFlight = new HashMap<>();
    private final Set<HttpConnection> closing = new HashSet<>();

    /** Those whose last request has come. */
    private final Set<HttpConnection> complete = new HashSet<>();

    Connections(Vertx vertx) {
        this.vertx = vertx;
    }

    void opened(HttpConnection connection) {
        inFlight.put(connection, 0);
    }

    void closed(HttpConnection connection) {
        inFlight.remove(connection);
        closing.remove(connection);
        complete.remove(connection);
    }

    /**
     * Whether a request that has just come is to be heard: behind a refused one nothing is, it may be out of step, and behind one that
     * said it is the last nothing may be (RFC 9112 9.6).
     */
    boolean begin(HttpConnection connection) {
        if (complete.contains(connection)) {
            return false;
        }
        if (closing.contains(connection)) {
            connection.close();
            return false;
        }
        inFlight.computeIfPresent(connection, (open, requests) -> requests + 1);
        return true;
    }

    /** Says that the request which has just begun is the connection's last. */
    void hearNoMore(HttpConnection connection) {
        complete.add(connection);
    }

    void end(HttpConnection connection) {
        inFlight.computeIfPresent(connection, (open, requests) -> requests - 1);
    }

    /** Hears nothing more on the request's connection, and closes it when its answer has had time to arrive. */
    public void lingerAndClose(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        if (closing.add(connection)) {
            request.resume();
            vertx.setTimer(LINGER_MILLIS, timer -> connection.close());
        }
    }

    /** Those on which nothing is in flight. */
    void closeIdle() {
        new ArrayList<>(inFlight.entrySet()).forEach(entry -> {
            if (entry.getValue() == 0) {
                entry.getKey().close();
            }
        });
    }
}
