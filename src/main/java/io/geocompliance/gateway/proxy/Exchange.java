package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.html.Outcome;
import io.geocompliance.gateway.rules.NormalizedPath;
import io.geocompliance.gateway.rules.Visit;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One request, top to bottom: who asks, from where, what is due, to the origin, and back through {@link Answer}.
 *
 * <p>Lives on one event loop. Whatever ends first ends the rest, and {@link #run} completes exactly once, after everything.
 */
final class Exchange {

    private final Stage stage;
    private final HttpServerRequest request;
    private final ProxySettings.Listener listener;
    private final Snapshot snapshot;
    private final Promise<Void> ended = Promise.promise();

    private @Nullable UpstreamCall call;
    private @Nullable Answer answer;

    /** There once the request is decided; who writes it takes it away. */
    private @Nullable Evidence evidence;

    /** What all exchanges of an event loop share. */
    record Stage(
            Vertx vertx,
            ProxySettings settings,
            ProxyServer.Surroundings surroundings,
            Upstream upstream,
            Sites sites,
            BooleanSupplier draining) {}

    Exchange(Stage stage, HttpServerRequest request, ProxySettings.Listener listener) {
        this.stage = stage;
        this.request = request;
        this.listener = listener;
        this.snapshot = stage.surroundings().snapshot().get();
    }

    /** Serves the request; completes when the exchange is over, however it ended. */
    Future<Void> run() {
        long began = System.nanoTime();
        counters().began();
        request.pause();
        watchVisitor();
        try {
            serve();
        } catch (RuntimeException bug) {
            fail(Failure.INTERNAL);
        }
        return ended.future().onComplete(over -> counters().ended(System.nanoTime() - began));
    }

    private void serve() {
        Optional<Failure> refused = RequestCheck.refuse(head());
        if (refused.isPresent()) {
            fail(refused.get());
            return;
        }
        NormalizedPath path = NormalizedPath.of(request.uri());
        if (OwnPages.owns(path.normalized())) {
            OwnPages.serve(request, path.normalized(), snapshot.notices()).onComplete(sent -> finish());
            return;
        }
        String host = RequestCheck.hostOf(authority());
        Visit visit = new Visit(
                host,
                request.method().name(),
                path.normalized(),
                stage.surroundings().clock().instant());
        Optional<Sites.Site> site = stage.sites().of(host);
        if (site.isEmpty() || snapshot.rules().ambiguous(path, visit)) {
            fail(site.isEmpty() ? Failure.NO_ORIGIN : Failure.MALFORMED_REQUEST);
            return;
        }
        Ruling ruling = Ruling.of(snapshot, Peer.asker(request, listener, snapshot), visit);
        Conduct conduct = Conduct.of(
                snapshot,
                ruling,
                new Conduct.Request(authority(), new VertxFields(request.headers())),
                site.get().origin());
        evidence = new Evidence(
                stage.surroundings(),
                snapshot,
                conduct,
                stage.settings().listeners().indexOf(listener));
        if (isWebSocketHandshake()) {
            tunnel(conduct, site.get());
        } else {
            forward(conduct, site.get());
        }
    }

    private RequestCheck.Head head() {
        boolean http2 = request.version() == HttpVersion.HTTP_2;
        return new RequestCheck.Head(
                http2, request.method().name(), request.uri(), authority(), request.headers()::getAll);
    }

    private String authority() {
        if (request.version() == HttpVersion.HTTP_2) {
            return request.authority() == null ? "" : request.authority().toString();
        }
        String host = request.getHeader("host");
        return host == null ? "" : host;
    }

    private void forward(Conduct conduct, Sites.Site site) {
        long limit = stage.settings().limits().bodyBytes();
        RequestBody.of(request, limit, () -> fail(Failure.BODY_TOO_LARGE)).onSuccess(body -> {
            if (body != null && body.isDeclaredTooLarge()) {
                fail(Failure.BODY_TOO_LARGE);
            } else {
                send(conduct, site, body);
            }
        });
    }

    private void send(Conduct conduct, Sites.Site site, @Nullable RequestBody body) {
        RequestOptions options = Upstream.to(site.nextServer())
                .setMethod(request.method())
                .setURI(request.uri())
                .setFollowRedirects(false);
        OriginHead head = new OriginHead(request, listener, conduct, isFromTrustedPeer());
        UpstreamCall sending = new UpstreamCall(
                stage.vertx(),
                stage.upstream(),
                new UpstreamCall.Plan(
                        options, head::write, body, stage.settings().timeouts().responseHead(), new Interim()));
        call = sending;
        sending.send().onComplete(response -> answer(response, body), failure -> fail(meaning(failure)));
    }

    private void answer(HttpClientResponse response, @Nullable RequestBody body) {
        boolean early = body != null && !body.isEnded();
        if (body != null && early) {
            body.stop();
        }
        passOn(response).onComplete(outcome -> {
            if (early && call != null) {
                call.abandon();
                ErrorPage.lingerAndClose(request);
            }
            finish();
        });
    }

    private Future<Void> passOn(HttpClientResponse response) {
        Answer passing = new Answer(stage, request, java.util.Objects.requireNonNull(evidence), response);
        answer = passing;
        evidence = null;
        return passing.send();
    }

    private void tunnel(Conduct conduct, Sites.Site site) {
        RequestOptions options =
                Upstream.to(site.nextServer()).setMethod(request.method()).setURI(request.uri());
        OriginHead head = new OriginHead(request, listener, conduct, isFromTrustedPeer());
        stage.upstream()
                .request(options)
                .compose(origin -> {
                    head.write(origin.headers());
                    return Tunnel.handshake(origin).compose(response -> join(origin, response));
                })
                .onComplete(over -> finish(), failure -> fail(UpstreamException.meaningOf(failure)));
    }

    private Future<Void> join(HttpClientRequest origin, HttpClientResponse response) {
        if (Tunnel.isAgreed(request, response)) {
            return Tunnel.join(request, response);
        }
        if (response.statusCode() == 101) {
            origin.connection().close();
            return Future.failedFuture(new UpstreamException(Failure.BAD_ANSWER));
        }
        response.pause();
        request.resume();
        return passOn(response).onComplete(sent -> origin.connection().close());
    }

    private boolean isWebSocketHandshake() {
        return request.version() == HttpVersion.HTTP_1_1
                && request.method() == io.vertx.core.http.HttpMethod.GET
                && HopByHop.isWebSocketHandshake(request.headers());
    }

    private boolean isFromTrustedPeer() {
        return Peer.isTrusted(request.connection(), snapshot);
    }

    private ProxyCounters counters() {
        return stage.surroundings().counters();
    }

    private void watchVisitor() {
        request.exceptionHandler(gone -> visitorLeft());
        request.response().exceptionHandler(gone -> visitorLeft());
        request.response().closeHandler(gone -> visitorLeft());
    }

    private void visitorLeft() {
        if (ended.future().isComplete()) {
            return;
        }
        counters().count(Failure.VISITOR_LEFT);
        if (answer != null) {
            answer.visitorLeft();
        }
        record(0, Outcome.Reason.VISITOR_ABORTED);
        if (call != null) {
            call.abandon();
        }
        finish();
    }

    private static Failure meaning(Throwable failure) {
        return UpstreamException.meaningOf(failure);
    }

    private void fail(Failure failure) {
        if (ended.future().isComplete()) {
            return;
        }
        counters().count(failure);
        if (call != null) {
            call.abandon();
        }
        ErrorPage.send(request, failure);
        record(failure.status, Outcome.Reason.ORIGIN_ABORTED);
        finish();
    }

    /** For a request that was decided and got no answer from its origin. */
    private void record(int status, Outcome.Reason reason) {
        if (evidence != null) {
            evidence.write(status, new Outcome.NotInjected(reason), Optional.empty());
            evidence = null;
        }
    }

    /** The answer has left, in whole or not: a draining gateway, or a visitor who asked for it, closes the connection. */
    private void finish() {
        if (!ended.tryComplete()) {
            return;
        }
        boolean closes = stage.draining().getAsBoolean() || HopByHop.wantsClose(request.headers());
        if (closes
                && request.version() != HttpVersion.HTTP_2
                && request.response().ended()) {
            request.connection().close();
        }
    }

    /** Relays interim answers to the visitor. */
    private final class Interim implements UpstreamCall.Interim {

        @Override
        public void onContinue() {
            if (!request.response().headWritten()) {
                request.response().writeContinue();
            }
        }

        /** Links alone, and not to HTTP/1.0 (RFC 8297); names in lower case, or HTTP/2 never answers. */
        @Override
        public void onEarlyHints(MultiMap hints) {
            if (request.version() == HttpVersion.HTTP_1_0 || !hints.contains("link")) {
                return;
            }
            MultiMap links = MultiMap.caseInsensitiveMultiMap();
            links.add("link", hints.getAll("link"));
            if (!request.response().headWritten() && !request.response().ended()) {
                request.response().writeEarlyHints(links);
            }
        }
    }
}
