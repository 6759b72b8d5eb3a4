package io.geocompliance.gateway.proxy.front;

import io.geocompliance.gateway.client.IpAddress;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One event loop's open connections of visitors, and the ways in which they end. */
public final class Connections {

    /** Closing with unread bytes resets the connection and takes the answer with it, so we read on for a moment. */
    private static final long LINGER_MILLIS = 1_000;

    /** Of HTTP/2 (RFC 9113 7). */
    static final int INTERNAL_ERROR = 2;

    private final Vertx vertx;
    private final VisitorConnection.Terms terms;
    private final Ticks ticks;
    private final Map<HttpConnection, VisitorConnection> open = new HashMap<>();
    private final Promise<Void> emptied = Promise.promise();
    private boolean ending;
    private boolean awaited;

    Connections(Vertx vertx, Ticks ticks, VisitorConnection.Terms terms) {
        this.vertx = vertx;
        this.ticks = ticks;
        this.terms = terms;
    }

    void opened(HttpConnection connection) {
        VisitorConnection visitor = new VisitorConnection(connection, terms);
        open.put(connection, visitor);
        ticks.watch(visitor);
        terms.counters().opened();
        if (ending) {
            visitor.end();
        }
    }

    void closed(HttpConnection connection) {
        VisitorConnection visitor = open.remove(connection);
        if (visitor != null) {
            ticks.forget(visitor);
            terms.counters().closed();
        }
        if (awaited && open.isEmpty()) {
            emptied.tryComplete();
        }
    }

    Optional<VisitorConnection> of(HttpServerRequest request) {
        return Optional.ofNullable(open.get(request.connection()));
    }

    /** The TCP peer that a request comes from; empty for a local socket. */
    public Optional<IpAddress> peer(HttpServerRequest request) {
        VisitorConnection visitor = open.get(request.connection());
        return visitor == null ? PeerAddress.of(request.connection()) : visitor.peer();
    }

    /** Says that an answer whose head has yet to leave is its connection's last; over HTTP/2 only the stream ends with it. */
    public void endAfter(HttpServerRequest request) {
        of(request).flatMap(visitor -> visitor.answering(request)).ifPresent(VisitorConnection.Answering::isTheLast);
    }

    /** Hears nothing more of a request whose answer has been written; HTTP/1 can't do without closing the connection. */
    public void stopHearing(HttpServerRequest request) {
        request.resume();
        if (request.version() == HttpVersion.HTTP_2) {
            // NO_ERROR: the answer is complete (RFC 9113 8.1). On the next tick, when the exchange is over and no one
            // is alarmed.
            vertx.runOnContext(next -> request.response().reset(0));
            return;
        }
        HttpConnection connection = request.connection();
        if (of(request).filter(VisitorConnection::turnDeaf).isPresent()) {
            vertx.setTimer(LINGER_MILLIS, timer -> connection.close());
        }
    }

    /** Never a clean end, though whatever has been written arrives: HTTP/1 closes without the last chunk, HTTP/2 resets the stream. */
    public static void breakOff(HttpServerRequest request) {
        if (request.response().ended()) {
            request.connection().close();
        } else {
            request.response().reset(INTERNAL_ERROR);
        }
    }

    /** Watches over a request's body. */
    public BodyWatch watchBody(long limitBytes, Consumer<Refusal> onRefusal) {
        return new BodyWatch(ticks, terms.patience(), limitBytes, onRefusal);
    }

    /** Says that a request's connection is a tunnel now; its silence is not a slow reader's. */
    public void becomesTunnel(HttpServerRequest request, Runnable saysGoodBye) {
        of(request)
                .flatMap(visitor -> visitor.answering(request))
                .ifPresent(answering -> answering.becomesTunnel(saysGoodBye));
    }

    /**
     * From now on every connection ends with its last answer, and those that carry nothing when they have been silent for a moment: a
     * request may be on its way.
     */
    public void end() {
        ending = true;
        new ArrayList<>(open.values()).forEach(VisitorConnection::end);
    }

    /** Completes when none is left; to be asked after {@link #end}, when no more are accepted. */
    public Future<Void> emptied() {
        awaited = true;
        if (open.isEmpty()) {
            emptied.tryComplete();
        }
        return emptied.future();
    }

    /** Ends those that are left, in the middle of whatever they carry; tunnels and streams have words for that. */
    public void cutOff() {
        new ArrayList<>(open.values()).forEach(VisitorConnection::cutOff);
    }

    /** Ends those whose last words nobody takes: the engine would wait for that. */
    public void cut() {
        new ArrayList<>(open.values()).forEach(VisitorConnection::cut);
    }
}
