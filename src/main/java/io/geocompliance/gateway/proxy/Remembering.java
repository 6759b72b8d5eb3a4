package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.notice.Notices;
import io.geocompliance.gateway.notice.StatusPage;
import io.geocompliance.gateway.response.DocumentRequest;
import io.geocompliance.gateway.response.HeaderEdit;
import io.geocompliance.gateway.response.NoticeCookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers the links by which a reader hides a bar or goes on from the page that came first: a cookie that is the same for everybody,
 * and back to the page. No script is needed, and nothing is recorded.
 */
record Remembering(HttpServerRequest request, Notices.Act act, boolean secure) {

    /** Behind a way on, for a reader who comes with the cookie that was set on the first visit of this link, or without it. */
    private static final String AGAIN = "&again";

    OwnAnswer answer(String authority) {
        VertxFields fields = new VertxFields(request.headers());
        if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            return new OwnAnswer(405, List.of(new HeaderEdit.Set("Allow", "GET, HEAD")), Optional.empty());
        }
        if (DocumentRequest.isPrefetch(fields)) {
            return new OwnAnswer(204, List.of(new HeaderEdit.Set("Cache-Control", "no-store")), Optional.empty());
        }
        return act.hides() ? hide(fields, authority) : seen(fields);
    }

    private OwnAnswer hide(VertxFields fields, String authority) {
        Optional<String> back = ReturnPath.ofReferrer(request.getHeader("referer"), authority);
        if (back.isPresent()) {
            return to(back.get(), true);
        }
        StatusPage page = OwnAnswer.PAGES.hidden(act.edition(), fields.all("Accept-Language"));
        return new OwnAnswer(200, head(true), Optional.of(page));
    }

    /** A browser that keeps no cookie gets to the page by its address, for that one time. */
    private OwnAnswer seen(VertxFields fields) {
        String target = ReturnPath.ofQuery(request.query());
        boolean kept = NoticeCookie.isSet(
                fields,
                NoticeCookie.Kind.SEEN,
                act.edition().notice().id(),
                act.edition().notice().version());
        if (kept) {
            return to(target, false);
        }
        if (request.query() != null && request.query().endsWith(AGAIN)) {
            return to(FirstPage.passed(target, act.edition()), false);
        }
        return to(request.path() + "?" + ReturnPath.query(target) + AGAIN, true);
    }

    private OwnAnswer to(String location, boolean remembers) {
        List<HeaderEdit> head = head(remembers);
        head.add(new HeaderEdit.Set("Location", location));
        return new OwnAnswer(303, head, Optional.empty());
    }

    private List<HeaderEdit> head(boolean remembers) {
        List<HeaderEdit> head = new ArrayList<>();
        head.add(new HeaderEdit.Set("Cache-Control", "no-store"));
        head.add(new HeaderEdit.Set("Referrer-Policy", "no-referrer"));
        if (remembers) {
            NoticeCookie.Kind kind = act.hides() ? NoticeCookie.Kind.HIDDEN : NoticeCookie.Kind.SEEN;
            head.add(new HeaderEdit.Set(
                    "Set-Cookie",
                    NoticeCookie.field(
                            kind,
                            act.edition().notice().id(),
                            act.edition().notice().version(),
                            secure)));
        }
        return head;
    }
}
