package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.coding.ContentCoding;
import io.geocompliance.gateway.response.HeadLanguages;
import io.geocompliance.gateway.response.HeaderEdit;
import io.geocompliance.gateway.response.Injectable;
import io.geocompliance.gateway.response.OriginResponse;
import io.geocompliance.gateway.response.Verdict;
import io.vertx.core.http.HttpClientResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an origin's head allows.
 *
 * @param origin the answer whose body is still to come
 * @param coding of the body; empty where it can't be taken apart
 */
record Treated(
        Conduct conduct,
        HttpClientResponse origin,
        OriginResponse head,
        Verdict verdict,
        Optional<ContentCoding> coding) {

    static Treated of(Conduct conduct, HttpClientResponse origin) {
        VertxFields fields = new VertxFields(origin.headers());
        Optional<ContentCoding> coding = ContentCoding.of(fields.all("Content-Encoding"));
        OriginResponse head =
                new OriginResponse(conduct.ruling().visit().method(), origin.statusCode(), fields, coding.isPresent());
        return new Treated(conduct, origin, head, conduct.headers().verdict(conduct.treatment(), head), coding);
    }

    /** Whether the body is searched for a place. */
    boolean injects() {
        return verdict.injectable() instanceof Injectable.Yes;
    }

    /** Whether a part of a page came where the whole is needed. */
    boolean needsWhole() {
        return verdict.followUp() == Verdict.FollowUp.FETCH_WHOLE;
    }

    /** Whether the request it answers named a range. */
    boolean isAskedInPart() {
        return origin.request().headers().contains("range");
    }

    /** Whether the page must not go out, since it can't carry its notice. */
    boolean isRefused() {
        return verdict.followUp() == Verdict.FollowUp.REFUSE;
    }

    /** Why not; only where it is not. */
    Injectable.Reason reason() {
        return verdict.injectable() instanceof Injectable.No no ? no.reason() : Injectable.Reason.NOT_AFFECTED;
    }

    /** Whether there can be no body, whatever the head says (RFC 9110 6.4.1). */
    boolean isBodiless() {
        int status = head.status();
        return head.method().equals("HEAD") || status == 204 || status == 205 || status == 304;
    }

    /**
     * What changes on the way to the visitor.
     *
     * @param pageLanguage the page's {@code <html lang>}, if it was seen in time
     */
    List<HeaderEdit> responseEdits(@Nullable String pageLanguage) {
        return conduct.headers()
                .responseEdits(verdict, head, new HeadLanguages(conduct.noticeLanguage(pageLanguage), pageLanguage));
    }
}
