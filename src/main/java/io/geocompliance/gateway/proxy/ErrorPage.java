package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.notice.StatusPage;
import io.geocompliance.gateway.proxy.front.Connections;
import io.geocompliance.gateway.response.DocumentRequest;
import io.geocompliance.gateway.response.HeaderEdit;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a visitor sees when there is nothing to pass on: a short accessible page, or an empty answer for those who take no HTML.
 *
 * <p>Holds no address and nothing of the request; never stored by caches.
 */
final class ErrorPage {

    private ErrorPage() {}

    /**
     * Answers with the failure's status, or breaks the exchange off where nothing can be said any more.
     *
     * @param edits what rules change on every answer, made before our own
     */
    static void send(HttpServerRequest request, Failure failure, List<HeaderEdit> edits, Connections connections) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten() || failure.status == 0) {
            Connections.breakOff(request);
            return;
        }
        List<HeaderEdit> head = new ArrayList<>(edits);
        head.add(new HeaderEdit.Set("Cache-Control", "no-store"));
        if (failure == Failure.METHOD_NOT_ALLOWED) {
            head.add(new HeaderEdit.Set("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"));
        }
        if (failure.status == 503) {
            head.add(new HeaderEdit.Set("Retry-After", "5"));
        }
        new OwnAnswer(failure.status, head, page(request, failure))
                .send(request, failure.closesConnection(), connections);
    }

    private static Optional<StatusPage> page(HttpServerRequest request, Failure failure) {
        VertxFields fields = new VertxFields(request.headers());
        return DocumentRequest.acceptsHtml(fields)
                ? Optional.of(OwnAnswer.PAGES.failure(failure.key(), failure.status, fields.all("Accept-Language")))
                : Optional.empty();
    }
}
