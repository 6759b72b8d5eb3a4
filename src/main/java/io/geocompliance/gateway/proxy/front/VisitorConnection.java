package io.geocompliance.gateway.proxy.front;

import io.geocompliance.gateway.client.IpAddress;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One open connection of a visitor: what it carries, since when it waits, and when it has to end. Lives on one event loop. */
final class VisitorConnection implements Ticks.Watched {

    /** A request may be on its way to a connection that is about to close. */
    private static final Duration SILENCE_BEFORE_THE_END = Duration.ofSeconds(1);

    /** As many as may be on their way when we say GOAWAY. */
    private static final int STREAMS_BEHIND_GOAWAY = 100;

    private final HttpConnection connection;
    private final Wire wire;

    /** Empty for a local socket; read once, since reading it takes it apart and puts it together again. */
    private final Optional<IpAddress> peer;

    private final Terms terms;
    private final List<Answering> inFlight = new ArrayList<>();

    private long waitingSinceNanos = System.nanoTime();
    private int requests;

    /** The visitor has said that nothing follows; whatever does is not a request (RFC 9112 9.6). */
    private boolean lastHasCome;

    /** Nothing more is heard on it: behind a refused request nothing is in step. */
    private boolean deaf;

    /** It has been told to close. */
    private boolean closing;

    /** It ends with the answers that are on their way. */
    private boolean ending;

    /** What holds for every connection. */
    record Terms(
            FrontSettings.Limits limits,
            FrontSettings.Patience patience,
            FrontCounters counters,
            Consumer<MultiMap> headLeaves) {}

    VisitorConnection(HttpConnection connection, Terms terms) {
        this.connection = connection;
        this.terms = terms;
        this.wire = Wire.of(connection);
        this.peer = PeerAddress.of(connection);
    }

    Optional<IpAddress> peer() {
        return peer;
    }

    /** A request has come; empty if it is not to be heard. */
    Optional<Answering> begin(HttpServerRequest request) {
        if (lastHasCome) {
            return Optional.empty();
        }
        if (deaf || requests >= terms.limits().requestsPerConnection() + STREAMS_BEHIND_GOAWAY) {
            connection.close();
            return Optional.empty();
        }
        wire.forgetHeard();
        lastHasCome = isLast(request);
        Answering answering = new Answering(request);
        inFlight.add(answering);
        requests++;
        if (requests >= terms.limits().requestsPerConnection() && !ending) {
            terms.counters().count(Cutoff.REQUESTS);
            end();
        }
        return Optional.of(answering);
    }

    /** Whether the visitor says that no request follows on the connection (RFC 9112 9.3). */
    private static boolean isLast(HttpServerRequest request) {
        return switch (request.version()) {
            case HTTP_1_0 -> !ConnectionOptions.of(request.headers()).contains("keep-alive");
            case HTTP_1_1 -> ConnectionOptions.of(request.headers()).contains("close");
            case HTTP_2 -> false;
        };
    }

    /** An exchange is over, however it ended. */
    void end(Answering answering) {
        inFlight.remove(answering);
        waitingSinceNanos = System.nanoTime();
        if (answering.isLast && !deaf && answering.request.response().ended()) {
            connection.close();
        }
    }

    /** From now on answers say that they are the last, and the connection closes after a moment of silence. */
    void end() {
        if (!ending) {
            ending = true;
            if (isHttp2()) {
                connection.goAway(
                        0, Integer.MAX_VALUE); // streams that are on their way are still served (RFC 9113 6.8)
            }
        }
    }

    /** Ends all, finished or not; a tunnel gets its farewell. */
    void cutOff() {
        if (inFlight.isEmpty()) {
            cut();
            return;
        }
        terms.counters().count(Cutoff.DRAINED);
        for (Answering answering : List.copyOf(inFlight)) {
            answering.cutOff();
        }
    }

    /** Ends it at once, whatever is unread. */
    void cut() {
        wire.cut();
    }

    /** Hears nothing more; the connection is closed a little later, by whoever calls this. */
    boolean turnDeaf() {
        boolean first = !deaf;
        deaf = true;
        return first;
    }

    Optional<Answering> answering(HttpServerRequest request) {
        return inFlight.stream().filter(each -> each.request == request).findFirst();
    }

    private boolean isHttp2() {
        return !wire.isHttp1();
    }

    @Override
    public void tick(long nowNanos) {
        if (!inFlight.isEmpty()) {
            List.copyOf(inFlight).forEach(answering -> answering.tick(nowNanos));
            return;
        }
        boolean midway = wire.hasHeard() && !isHttp2();
        if (nowNanos - waitingSinceNanos < patience(midway).toNanos()) {
            return;
        }
        waitingSinceNanos = nowNanos;
        if (closing) {
            wire.cut(); // it has not read our good-bye for as long again
            return;
        }
        closing = true;
        if (!ending) {
            terms.counters().count(requests == 0 || midway ? Cutoff.HEAD_TOO_SLOW : Cutoff.IDLE);
        }
        if (midway && !deaf) {
            deaf = true;
            wire.timeOut();
        } else {
            connection.close();
        }
    }

    /** How long it may carry nothing. */
    private Duration patience(boolean midway) {
        if (ending && !midway) {
            return SILENCE_BEFORE_THE_END;
        }
        return requests == 0 ? terms.patience().head() : terms.patience().nextRequest();
    }

    /** One request and the answer to it. */
    final class Answering {

        private final HttpServerRequest request;
        private long bytesTaken;
        private long takenAtNanos = System.nanoTime();
        private boolean isLast;

        /** Not null once the connection is a tunnel: says good-bye in the tunnel's own protocol. */
        private @Nullable Runnable farewell;

        private Answering(HttpServerRequest request) {
            this.request = request;
            request.response().headersEndHandler(ready -> headLeaves());
        }

        /** The one place that says {@code Connection: close}: whatever the reason, the engine would neither say nor do it. */
        private void headLeaves() {
            HttpServerResponse response = request.response();
            if (response.getStatusCode() == 101) {
                return;
            }
            terms.headLeaves().accept(response.headers());
            isLast = isLast || ending || deaf || lastHasCome || endsWithConnection(response);
            if (isLast && request.version() != HttpVersion.HTTP_2) {
                response.headers().set("connection", "close");
            }
        }

        /** HTTP/1.0 without a length: the end of the connection is the end of the body. */
        private boolean endsWithConnection(HttpServerResponse response) {
            boolean bodiless = request.method() == HttpMethod.HEAD
                    || response.getStatusCode() == 204
                    || response.getStatusCode() == 304;
            return request.version() == HttpVersion.HTTP_1_0
                    && !bodiless
                    && !response.headers().contains("content-length");
        }

        /** Its connection is out of step behind it; over HTTP/2 only its stream is. */
        void isTheLast() {
            isLast = request.version() != HttpVersion.HTTP_2;
        }

        void becomesTunnel(Runnable saysGoodBye) {
            farewell = saysGoodBye;
        }

        /** A visitor who takes nothing while there is something to take holds memory here and at the origin. */
        private void tick(long nowNanos) {
            HttpServerResponse response = request.response();
            boolean offered =
                    farewell == null && response.headWritten() && (response.ended() || response.writeQueueFull());
            if (!offered || response.bytesWritten() != bytesTaken) {
                bytesTaken = response.bytesWritten();
                takenAtNanos = nowNanos;
            } else if (nowNanos - takenAtNanos >= terms.patience().reader().toNanos()) {
                takenAtNanos = nowNanos;
                terms.counters().count(Cutoff.READER_TOO_SLOW);
                reset();
            }
        }

        /** At once, with all that is not yet read. */
        private void reset() {
            if (isHttp2()) {
                request.response().reset(Connections.INTERNAL_ERROR);
            } else {
                wire.cut();
            }
        }

        private void cutOff() {
            if (farewell == null) {
                reset();
            } else {
                farewell.run();
            }
        }
    }
}
