package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.client.IpAddress;
import io.geocompliance.gateway.coding.splice.FollowPolicy;
import io.geocompliance.gateway.proxy.front.Connections;
import io.geocompliance.gateway.proxy.front.Front;
import io.geocompliance.gateway.proxy.front.FrontSettings.Listener;
import io.geocompliance.gateway.proxy.front.Refusal;
import io.geocompliance.gateway.proxy.upstream.Sites;
import io.geocompliance.gateway.proxy.upstream.Upstream;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One event loop: its own front (ports are shared), its own connections to origins, its exchanges. */
final class EventLoop extends VerticleBase implements Front.Inside {

    private final ProxySettings settings;
    private final ProxyServer.Surroundings surroundings;
    private final Shared shared;

    /** Made at start, on this loop. */
    private @Nullable Front front;

    private @Nullable Stage stage;

    /**
     * What all event loops have in common.
     *
     * @param eventLoops how many there are
     */
    record Shared(Front.Shared front, Sites sites, Via via, FollowPolicy follow, int eventLoops) {}

    EventLoop(ProxySettings settings, ProxyServer.Surroundings surroundings, Shared shared) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.shared = shared;
    }

    @Override
    public Future<?> start() {
        Front opening = new Front(vertx, settings.front(), shared.front(), this);
        front = opening;
        stage = new Stage(
                vertx,
                settings,
                surroundings,
                new Upstream(vertx, shared.sites(), settings.upstream(), shared.eventLoops()),
                shared.sites(),
                shared.via(),
                opening.connections(),
                new Splices(shared.follow(), surroundings.counters()),
                new MinuteRecords(surroundings.clock()));
        return opening.listen();
    }

    @Override
    public boolean trustsOn(Listener listener, IpAddress peer) {
        return surroundings.snapshot().get().trustsOn(listener, peer);
    }

    @Override
    public boolean trusts(IpAddress peer) {
        return surroundings.snapshot().get().clients().isTrusted(peer);
    }

    @Override
    public Future<Void> serve(HttpServerRequest request, Listener listener) {
        Stage started = Objects.requireNonNull(stage, "started");
        if (listener.redirectsToHttps()) {
            new HttpsRedirect(started, request).answer();
            return Future.succeededFuture();
        }
        return new Exchange(started, request, listener).run();
    }

    @Override
    public void refuse(HttpServerRequest request, Refusal why) {
        Failure failure = Failure.of(why);
        surroundings.counters().count(failure);
        ErrorPage.send(request, failure, List.of(), open().connections());
    }

    @Override
    public void headLeaves(MultiMap head) {
        DateField.addTo(head, surroundings.clock());
    }

    private Front open() {
        return Objects.requireNonNull(front, "started");
    }

    int port(int listener) {
        return open().port(listener);
    }

    /** The ports of all listeners. */
    List<Integer> ports() {
        return open().ports();
    }

    /** As {@link Front#watchCertificates}. */
    void watchCertificates() {
        context.runOnContext(entered -> open().watchCertificates());
    }

    /** From now on every connection ends with its last answer; completes when that holds. */
    Future<Void> end() {
        return onLoop(connections -> {
            connections.end();
            return Future.succeededFuture();
        });
    }

    /** Completes when no connection is left; to be asked when no more are accepted. */
    Future<Void> emptied() {
        return onLoop(Connections::emptied);
    }

    /** As {@link Connections#cutOff}. */
    Future<Void> cutOff() {
        return onLoop(connections -> {
            connections.cutOff();
            return Future.succeededFuture();
        });
    }

    /** As {@link Connections#cut}. */
    Future<Void> cut() {
        return onLoop(connections -> {
            connections.cut();
            return Future.succeededFuture();
        });
    }

    private Future<Void> onLoop(Function<Connections, Future<Void>> action) {
        return Future.future(over -> context.runOnContext(
                entered -> action.apply(open().connections()).onComplete(over)));
    }
}
