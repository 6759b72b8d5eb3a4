package io.geocompliance.gateway.admin;

import static io.geocompliance.gateway.admin.AdminServer.refuse;

import io.geocompliance.gateway.audit.Custody;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Set;

/** What a running gateway is told to do, by POST and always with the token: to reload, and to note in its log what somebody did with it. */
record Commands(Vertx vertx, AdminServer.Options options, AdminServer.Sources sources) {

    private static final String RELOAD = "/-/reload";
    private static final String CUSTODY = "/-/custody";

    /** Beyond it a note is refused. */
    private static final long MOST_BYTES = 4_096;

    /** All of them. */
    static final Set<String> PATHS = Set.of(RELOAD, CUSTODY);

    void in(Router router) {
        PATHS.forEach(path -> router.post(path).handler(this::admit));
        router.post(RELOAD).handler(this::reload);
        router.post(CUSTODY)
                .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES))
                .handler(this::custody);
    }

    private void admit(RoutingContext context) {
        if (options.token().isEmpty()) {
            refuse(context, 403, "Commands need an admin token; without one, a reload is asked for by SIGHUP.");
        } else if (!AdminServer.isBearer(context, options.token().get())) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            refuse(context, 401, "Commands need the admin token.");
        } else {
            context.next();
        }
    }

    private void reload(RoutingContext context) {
        Future.fromCompletionStage(sources.reload().get(), vertx.getOrCreateContext())
                .onSuccess(ended -> reloaded(context, ended))
                .onFailure(failure -> refuse(context, 503, "The gateway is stopping."));
    }

    private void reloaded(RoutingContext context, GatewayStatus.Reload ended) {
        boolean good = ended.problems().isEmpty();
        AdminServer.json(
                context,
                good ? 200 : 422,
                new JsonObject()
                        .put("reloaded", good)
                        .put("problems", new JsonArray(ended.problems()))
                        .put(
                                "configurationSha256",
                                sources.status().get().inForce().sha256())
                        .encode());
    }

    private void custody(RoutingContext context) {
        Custody custody;
        try {
            JsonObject said = context.body().asJsonObject();
            custody = new Custody(
                    said.getString("did", ""),
                    said.getString("who", ""),
                    said.getString("about"),
                    said.getString("sha256"));
        } catch (DecodeException | ClassCastException | NullPointerException e) {
            refuse(context, 400, "A note is a JSON object of texts: did, who, about, sha256.");
            return;
        } catch (IllegalArgumentException e) {
            refuse(context, 400, String.valueOf(e.getMessage()));
            return;
        }
        Future.fromCompletionStage(sources.custody().apply(custody), vertx.getOrCreateContext())
                .onSuccess(signed -> AdminServer.json(
                        context, 200, new JsonObject().put("noted", true).encode()))
                .onFailure(failure -> refuse(context, 503, "The evidence log can't be written."));
    }
}
