package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.response.HeaderEdit;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The head of an origin's answer as the visitor gets it: the origin's, edited, with a framing of ours. */
record AnswerHead(HttpServerRequest request, Treated treated, Framing framing) {

    /**
     * Completes it; what leaves when is the engine's business.
     *
     * @param pageLanguage the page's {@code <html lang>}, if it was seen in time
     */
    void write(@Nullable String pageLanguage) {
        HttpClientResponse origin = treated.origin();
        HttpServerResponse visitor = request.response();
        visitor.setStatusCode(origin.statusCode());
        boolean ownPhrase = origin.statusMessage() != null
                && !origin.statusMessage().equals(visitor.getStatusMessage())
                && origin.statusCode() != 304; // the engine would add a length to it
        if (ownPhrase && request.version() != HttpVersion.HTTP_2) {
            visitor.setStatusMessage(origin.statusMessage());
        }
        MultiMap head = visitor.headers();
        HopByHop.copyEndToEnd(origin.headers(), head);
        List<HeaderEdit> edits = treated.responseEdits(pageLanguage);
        edits.forEach(edit -> edit.applyTo(new VertxFields(head)));
        framing.write(head);
    }
}
