package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.audit.AuditLog;
import io.geocompliance.gateway.html.Outcome;
import io.geocompliance.gateway.notice.Languages;
import io.geocompliance.gateway.notice.LookSettings;
import io.geocompliance.gateway.notice.NoticeEdition;
import io.geocompliance.gateway.notice.NoticeRendering;
import io.geocompliance.gateway.response.DocumentRequest;
import io.geocompliance.gateway.response.NoticeCookie;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * The page that comes before the site's, where an operator wants certainty: the notice, and a way on.
 *
 * @param answer in the place of the page that was asked for
 * @param shown the notice in it
 */
record FirstPage(OwnAnswer answer, Shown shown) {

    private static final Outcome SHOWN = new Outcome.Injected(0, Outcome.Kind.OWN_PAGE);
    private static final String PARAMETER = "geo-compliance-seen=";

    /** What is to be sent first; empty where nothing is, or where it was shown before. */
    static Optional<FirstPage> of(Conduct conduct, String target) {
        String method = conduct.ruling().visit().method();
        Optional<NoticeEdition> due = conduct.ruling().notice();
        boolean comes = conduct.look().interstitial()
                && due.isPresent()
                && (method.equals("GET") || method.equals("HEAD"))
                && DocumentRequest.isTopLevel(conduct.request().fields());
        if (!comes) {
            return Optional.empty();
        }
        NoticeEdition edition = due.get();
        boolean seen = NoticeCookie.isSet(
                conduct.request().fields(),
                NoticeCookie.Kind.SEEN,
                edition.notice().id(),
                edition.notice().version());
        return seen || isPassed(target, edition) ? Optional.empty() : Optional.of(page(conduct, edition, target));
    }

    /** Sends it; recorded as shown is what has reached the visitor's socket. */
    Future<Void> send(HttpServerRequest request, Stage stage, Evidence evidence) {
        boolean bodiless = request.method() == HttpMethod.HEAD;
        if (evidence.holdsEnd() && !bodiless) {
            HeldEnd end = new HeldEnd(stage, request.response());
            return answer.sendUpTo(end, request, stage.connections())
                    .onComplete(sent -> record(SHOWN, evidence, end.listener()), gone -> recordLeft(evidence))
                    .compose(sent -> end.left());
        }
        Outcome whole = bodiless ? new Outcome.NotInjected(Outcome.Reason.BODILESS) : SHOWN;
        return answer.send(request, false, stage.connections())
                .onComplete(sent -> record(whole, evidence, AuditLog.Listener.NONE), gone -> recordLeft(evidence));
    }

    private void record(Outcome outcome, Evidence evidence, AuditLog.Listener listener) {
        evidence.write(answer.status(), outcome, Optional.of(shown), listener);
    }

    private static void recordLeft(Evidence evidence) {
        evidence.write(0, new Outcome.NotInjected(Outcome.Reason.VISITOR_ABORTED), Optional.empty());
    }

    private static FirstPage page(Conduct conduct, NoticeEdition edition, String target) {
        Languages.Choice choice = conduct.choice(null).orElseThrow();
        Shown shown = new Shown(
                edition.in(LookSettings.DEFAULT).fragment(choice.language(), NoticeRendering.State.FIRST),
                choice.cause());
        String way = edition.seenPath(choice.language()) + "?" + ReturnPath.query(target);
        return new FirstPage(
                new OwnAnswer(200, conduct.answerEdits(), Optional.of(OwnAnswer.PAGES.first(shown.fragment(), way))),
                shown);
    }

    /** The address of a page with the word that its notice was shown, for browsers that keep no cookies. */
    static String passed(String target, NoticeEdition edition) {
        return target
                + (target.indexOf('?') < 0 ? "?" : "&")
                + PARAMETER
                + edition.notice().version();
    }

    private static boolean isPassed(String target, NoticeEdition edition) {
        return target.endsWith(PARAMETER + edition.notice().version());
    }

    /** The target without that word, which no origin sees. */
    static String withoutWord(String target) {
        int word = target.lastIndexOf(PARAMETER);
        boolean last = word > 0
                && (target.charAt(word - 1) == '?' || target.charAt(word - 1) == '&')
                && target.substring(word + PARAMETER.length()).chars().allMatch(c -> c >= '0' && c <= '9');
        return last ? target.substring(0, word - 1) : target;
    }
}
