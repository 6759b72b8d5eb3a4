package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.html.Outcome;
import io.geocompliance.gateway.proxy.front.Asked;
import io.geocompliance.gateway.proxy.front.BodyWatch;
import io.geocompliance.gateway.proxy.front.FrontSettings.Listener;
import io.geocompliance.gateway.proxy.upstream.Site;
import io.geocompliance.gateway.proxy.upstream.UpstreamCall;
import io.geocompliance.gateway.response.HeaderEdit;
import io.geocompliance.gateway.response.HeaderPolicy;
import io.geocompliance.gateway.rules.NormalizedPath;
import io.geocompliance.gateway.rules.Visit;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request, top to bottom: who asks, from where, what is due, to the origin, and back through {@link Answer}.
 *
 * <p>Lives on one event loop. Whatever ends first ends the rest, and {@link #run} completes exactly once, after everything.
 */
final class Exchange {

    private final Stage stage;
    private final ProxyCounters counters;
    private final HttpServerRequest request;
    private final Listener listener;
    private final Snapshot snapshot;
    private final Promise<Void> ended = Promise.promise();
    private final Asked asked;

    private @Nullable RequestBody body;
    private @Nullable UpstreamCall call;
    private @Nullable Tunnel tunnel;
    private @Nullable Answer answer;

    /** There once the request is decided; who writes it takes it away. */
    private @Nullable Evidence evidence;

    private List<HeaderEdit> dutyEdits = List.of(); // on every answer, once the request is decided

    Exchange(Stage stage, HttpServerRequest request, Listener listener) {
        this.stage = stage;
        this.counters = stage.surroundings().counters();
        this.request = request;
        this.listener = listener;
        this.snapshot = stage.surroundings().snapshot().get();
        this.asked = Asked.of(request, stage.settings().front().limits());
    }

    /** Serves the request; completes when the exchange is over, however it ended. */
    Future<Void> run() {
        long began = System.nanoTime();
        counters.began();
        request.pause();
        watchVisitor();
        guarded(came -> serve()).handle(request);
        return ended.future().onComplete(over -> counters.ended(System.nanoTime() - began));
    }

    private void serve() {
        boolean loop = stage.via().isLoop(request.headers());
        if (loop || asked.refusal().isPresent()) {
            fail(asked.refusal().map(Failure::of).orElse(Failure.LOOP));
            return;
        }
        NormalizedPath path = NormalizedPath.of(asked.target());
        if (OwnPages.owns(path.normalized())) {
            new OwnPages(request, snapshot.notices(), listener, stage.connections())
                    .serve(path.normalized(), asked.authority())
                    .onComplete(sent -> finish());
            return;
        }
        decide(path, asked.host());
    }

    private void decide(NormalizedPath path, String host) {
        Visit visit = new Visit(
                host,
                request.method().name(),
                path.normalized(),
                stage.surroundings().clock().instant());
        Optional<Site> site = stage.sites().of(host);
        if (site.isEmpty() || snapshot.rules().ambiguous(path, visit)) {
            boolean unknown = site.isEmpty() && !host.isEmpty();
            fail(unknown ? Failure.NO_ORIGIN : Failure.MALFORMED_REQUEST);
            return;
        }
        Ruling.Sender sender = Peer.sender(stage.connections().peer(request), request, listener, snapshot);
        Ruling ruling = Ruling.of(snapshot, sender, visit);
        Conduct conduct = Conduct.of(
                snapshot,
                ruling,
                new Conduct.Request(asked.authority(), new VertxFields(request.headers())),
                site.get().origin());
        evidence = Evidence.of(stage, snapshot, conduct, listener);
        dutyEdits = conduct.dutyEdits();
        Optional<OwnAnswer> own = DutyAnswer.of(conduct, snapshot.notices());
        Optional<FirstPage> first = FirstPage.of(conduct, asked.target());
        if (!evidence.hasRoom()) {
            fail(Failure.LOG_FULL);
        } else if (own.isPresent()) {
            answerInstead(own.get(), Outcome.Reason.NOT_AFFECTED);
        } else if (first.isPresent()) {
            first.get().send(request, stage, takeEvidence()).onComplete(sent -> finish());
        } else if (site.get().known() == 0) {
            fail(Failure.NO_SERVER);
        } else if (HopByHop.isWebSocketHandshake(request)) {
            tunnel(conduct, site.get());
        } else {
            forward(conduct, site.get());
        }
    }

    private void forward(Conduct conduct, Site site) {
        long limit = stage.settings().bodyBytes(site.origin());
        BodyWatch watch = stage.connections().watchBody(limit, refusal -> fail(Failure.of(refusal)));
        RequestBody.of(request, watch).onSuccess(guarded(found -> {
            body = found;
            if (ended.future().isComplete()) {
                stopBody(); // nobody would cancel what is sent now
            } else if (found == null || found.isAllowed()) {
                send(conduct, site, originHead(conduct)::write);
            }
        }));
    }

    private void send(Conduct conduct, Site site, Consumer<MultiMap> head) {
        UpstreamCall sending = new UpstreamCall(
                stage.upstream().next(site),
                new UpstreamCall.Plan(
                        request.method(),
                        FirstPage.withoutWord(asked.target()),
                        head,
                        body,
                        new InterimAnswers(request)));
        call = sending;
        long began = System.nanoTime();
        sending.send()
                .onSuccess(answered -> counters.answered(site.origin().name(), System.nanoTime() - began))
                .onComplete(guarded(response -> answer(response, conduct, site)), failure -> fail(Failure.of(failure)));
    }

    private void answer(HttpClientResponse response, Conduct conduct, Site site) {
        Treated treated = Treated.of(conduct, response);
        if (HeaderPolicy.isUnsolicited(
                treated.head(), new VertxFields(response.request().headers()))) {
            fail(Failure.BAD_ANSWER);
            return;
        }
        if (treated.needsWhole() && body == null && treated.isAskedInPart()) {
            abandonOrigin(); // only a whole page can carry the notice: asked again, once
            send(conduct, site, originHead(conduct)::writeWithoutRange);
            return;
        }
        boolean early = stopBody();
        if (early) {
            stage.connections().endAfter(request); // what follows is still this request's body
        }
        passOn(treated).onComplete(outcome -> {
            if (early || outcome.failed()) {
                abandonOrigin();
            }
            if (early) {
                stage.connections().stopHearing(request);
            }
            finish();
        });
    }

    private Future<Void> passOn(Treated treated) {
        if (treated.isRefused()) {
            abandonOrigin();
            answerInstead(
                    DutyAnswer.refusal(treated.conduct()),
                    Outcome.Reason.valueOf(treated.reason().name()));
            return Future.succeededFuture();
        }
        Answer passing = new Answer(stage, request, takeEvidence(), treated);
        answer = passing;
        return passing.send();
    }

    private void tunnel(Conduct conduct, Site site) {
        Tunnel opening = new Tunnel(stage.upstream().next(site), request, stage.connections(), dutyEdits);
        tunnel = opening;
        Runnable agreed = () -> record(101, Outcome.Reason.BODILESS);
        opening.open(
                        FirstPage.withoutWord(asked.target()),
                        originHead(conduct)::write,
                        agreed,
                        refusal -> passOn(Treated.of(conduct, refusal)).otherwiseEmpty())
                .onComplete(over -> finish(), failure -> fail(opening.meaningOf(failure)));
    }

    private OriginHead originHead(Conduct conduct) {
        return new OriginHead(request, listener, conduct, snapshot, stage.via());
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
        counters.count(Failure.VISITOR_LEFT);
        if (answer != null) {
            answer.visitorLeft();
        }
        record(0, Failure.VISITOR_LEFT.reason());
        abandonOrigin();
        finish();
    }

    private void answerInstead(OwnAnswer own, Outcome.Reason whyNotInjected) {
        own.send(request, false, stage.connections());
        record(own.status(), whyNotInjected);
        finish();
    }

    private void fail(Failure failure) {
        if (ended.future().isComplete()) {
            return;
        }
        counters.count(failure);
        abandonOrigin();
        ErrorPage.send(request, failure, dutyEdits, stage.connections());
        record(failure.status, failure.reason());
        finish();
    }

    /** What is done when something has come: a bug of ours there ends the exchange, and nobody waits for ever. */
    private <T extends @Nullable Object> Handler<T> guarded(Handler<T> step) {
        return come -> {
            try {
                step.handle(come);
            } catch (RuntimeException bug) {
                if (answer != null) {
                    answer.failed(bug);
                    abandonOrigin();
                    finish();
                } else {
                    stage.report(bug);
                    fail(Failure.INTERNAL);
                }
            }
        };
    }

    private void abandonOrigin() {
        if (call != null) {
            call.cancel();
        }
        if (tunnel != null) {
            tunnel.abandon();
        }
    }

    private Evidence takeEvidence() {
        Evidence taken = Objects.requireNonNull(evidence);
        evidence = null;
        return taken;
    }

    /** For a request that was decided and got no page from its origin. */
    private void record(int status, Outcome.Reason reason) {
        if (evidence != null) {
            evidence.write(status, new Outcome.NotInjected(reason), Optional.empty());
            evidence = null;
        }
    }

    /** Whether the visitor was still sending: whatever comes is read and forgotten, so that nothing stays queued. */
    private boolean stopBody() {
        if (body == null || body.isEnded()) {
            return false;
        }
        body.stop();
        return true;
    }

    /** The answer has left, in whole or not. */
    private void finish() {
        if (ended.tryComplete()) {
            stopBody();
        }
    }
}
