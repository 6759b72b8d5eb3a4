package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.proxy.front.Asked;
import io.geocompliance.gateway.response.HeaderEdit;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/**
 * One request to a listener that only leads to https: the same address there, the method kept (RFC 9110 15.4.9). No rule acts on it, it
 * is in no record, and it is the same for everybody.
 */
record HttpsRedirect(Stage stage, HttpServerRequest request) {

    void answer() {
        request.exceptionHandler(gone -> {}); // the engine would log addresses
        request.response().exceptionHandler(gone -> {});
        Asked asked = Asked.of(request, stage.settings().front().limits());
        Optional<Failure> failure = asked.refusal().map(Failure::of).or(() -> unknown(asked.host()));
        if (failure.isPresent()) {
            stage.surroundings().counters().count(failure.get());
            ErrorPage.send(request, failure.get(), List.of(), stage.connections());
            return;
        }
        String address = "https://" + withoutPort(asked.authority()) + asked.target();
        new OwnAnswer(308, List.of(new HeaderEdit.Set("Location", address)), Optional.empty())
                .send(request, false, stage.connections());
    }

    /** Where no site has the name, anybody's would be led to. */
    private Optional<Failure> unknown(String host) {
        if (host.isEmpty()) {
            return Optional.of(Failure.MALFORMED_REQUEST);
        }
        return stage.sites().of(host).isPresent() ? Optional.empty() : Optional.of(Failure.NO_ORIGIN);
    }

    /** The colons of an IPv6 address stand in brackets. */
    private static String withoutPort(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }
}
