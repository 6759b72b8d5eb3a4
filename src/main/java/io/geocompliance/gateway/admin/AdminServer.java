package io.geocompliance.gateway.admin;

import io.geocompliance.gateway.audit.Custody;
import io.geocompliance.gateway.config.Secret;
import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The admin port: probes, metrics, explanations, the console, and the word to reload.
 *
 * <p>On a loopback address reading is free; elsewhere everything but the probes needs the token, as commands do everywhere. No answer is ever stored or
 * readable across origins, and none repeats what it was asked.
 */
public final class AdminServer {

    private static final String JSON = "application/json";

    private final Vertx vertx;
    private final Options options;
    private final Sources sources;
    private final HttpServer server;
    private final HostCheck hosts;
    private final boolean loopback;

    /** The timer of the next minute; owned by the context that calls {@link #start} and {@link #close}. */
    private long minuteTimer;

    /**
     * Where to listen, and whom to answer.
     *
     * @param host a literal address; default 127.0.0.1
     * @param port 0 lets the system choose; default 9901
     * @param names host names it may be asked by, beside localhost and address literals; default none
     * @param token what readers must show as {@code Authorization: Bearer} off the loopback; without one only probes are answered
     */
    public record Options(String host, int port, Set<String> names, Optional<Secret> token) {

        public Options {
            names = Set.copyOf(names);
        }

        /** Says nothing of the token. */
        @Override
        public String toString() {
            return "Options[" + host + ":" + port + "]";
        }
    }

    /**
     * What is shown, as functions that root wires.
     *
     * @param status read for every probe; must not wait
     * @param metrics whose {@link MetricsPage#tick} the server calls at each turn of the minute
     * @param eventLoops what {@code /health/live} asks
     * @param explain called off the event loop
     * @param reload begins a reload; the stage ends with how it went
     * @param custody has the evidence log note what somebody did with it
     * @param clock for minutes and for {@code at}
     */
    public record Sources(
            Supplier<GatewayStatus> status,
            MetricsPage metrics,
            EventLoopWatch eventLoops,
            Explanation explain,
            Supplier<CompletionStage<GatewayStatus.Reload>> reload,
            Function<Custody, CompletionStage<Void>> custody,
            Clock clock) {}

    /** Answers a question as live traffic would be answered, as JSON. */
    @FunctionalInterface
    public interface Explanation {
        String of(ExplainQuery query) throws ExplainQuery.Refused;
    }

    /** Nothing is bound before {@link #start}. */
    public AdminServer(Vertx vertx, Options options, Sources sources) {
        this.vertx = vertx;
        this.options = options;
        this.sources = sources;
        this.hosts = new HostCheck(options.names());
        this.loopback = isLoopback(options.host());
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(options.host())
                        .setPort(options.port())
                        .setHttp2ClearTextEnabled(false)
                        .setIdleTimeout(60))
                // The default answers without closing and logs what it could not read.
                .invalidRequestHandler(request -> request.response()
                        .setStatusCode(400)
                        .putHeader("connection", "close")
                        .end()
                        .onComplete(sent -> request.connection().close()))
                .requestHandler(router());
    }

    /** Listens, and begins to keep the minute. */
    public Future<AdminServer> start() {
        return server.listen().map(bound -> {
            keepTheMinute();
            return this;
        });
    }

    /** The port that was bound. */
    public int port() {
        return server.actualPort();
    }

    /** Stops listening, watching and counting. */
    public Future<Void> close() {
        vertx.cancelTimer(minuteTimer);
        sources.eventLoops().stop();
        return server.close().onComplete(closed -> sources.metrics().close());
    }

    private void keepTheMinute() {
        minuteTimer = vertx.setTimer(untilNextMinute(sources.clock().instant()).toMillis(), fired -> {
            sources.metrics().tick();
            keepTheMinute();
        });
    }

    /** To the turn of the minute; one turn is passed over where a timer fired early, or a tick would follow a tick at once. */
    static Duration untilNextMinute(Instant now) {
        Instant next = now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        Duration wait = Duration.between(now, next);
        return wait.compareTo(Duration.ofSeconds(1)) < 0 ? wait.plusMinutes(1) : wait;
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.route().handler(this::admit);
        router.route("/health/live").handler(this::live);
        router.route("/health/ready").handler(this::ready);
        new Commands(vertx, options, sources).in(router);
        router.route().handler(this::authorize);
        router.route("/metrics").handler(this::metrics);
        router.route("/explain").handler(this::explain);
        router.route("/").handler(this::console);
        router.route().handler(context -> refuse(context, 404, "There is nothing here."));
        // The default prints the exception, whose text may hold what was asked.
        for (int status : List.of(400, 405, 406, 413, 414, 415, 500)) {
            router.errorHandler(status, context -> refuse(context, status, "This could not be answered."));
        }
        return router;
    }

    private void admit(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        HttpMethod method = context.request().method();
        HostAndPort host = context.request().authority();
        if (loopback && !hosts.allows(host == null ? null : host.host())) {
            refuse(context, 421, "This port does not answer by that name.");
        } else if (isCommand(context) ? method != HttpMethod.POST : !isReading(method)) {
            context.response().putHeader(HttpHeaders.ALLOW, isCommand(context) ? "POST" : "GET, HEAD");
            refuse(context, 405, isCommand(context) ? "This is asked for by POST." : "This port is for reading.");
        } else {
            context.next();
        }
    }

    private static boolean isCommand(RoutingContext context) {
        return Commands.PATHS.contains(context.normalizedPath());
    }

    private static boolean isReading(HttpMethod method) {
        return method == HttpMethod.GET || method == HttpMethod.HEAD;
    }

    private void authorize(RoutingContext context) {
        if (loopback
                || options.token().filter(token -> isBearer(context, token)).isPresent()) {
            context.next();
        } else {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            refuse(context, 401, "Reading from here needs the admin token.");
        }
    }

    static boolean isBearer(RoutingContext context, Secret token) {
        String shown = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        return shown != null && shown.startsWith("Bearer ") && token.matches(shown.substring("Bearer ".length()));
    }

    private void live(RoutingContext context) {
        boolean alive = sources.eventLoops().isAlive();
        json(context, alive ? 200 : 503, new JsonObject().put("live", alive).encode());
    }

    private void ready(RoutingContext context) {
        GatewayStatus status = sources.status().get();
        JsonArray reasons = new JsonArray();
        status.obstacles().stream().sorted().forEach(obstacle -> reasons.add(obstacle.sentence()));
        json(
                context,
                reasons.isEmpty() ? 200 : 503,
                new JsonObject()
                        .put("ready", reasons.isEmpty())
                        .put("reasons", reasons)
                        .put("notes", new JsonArray(status.notes()))
                        .put("configurationSha256", status.inForce().sha256())
                        .put("logPublicKey", status.inForce().logKey())
                        .encode());
    }

    private void metrics(RoutingContext context) {
        context.response().putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
        context.end(sources.metrics().scrape());
    }

    private void explain(RoutingContext context) {
        vertx.executeBlocking(() -> sources.explain().of(ExplainQuery.of(context.queryParams(), sources.clock())))
                .onSuccess(answer -> json(context, 200, answer))
                .onFailure(failure -> {
                    if (failure instanceof ExplainQuery.Refused refused) {
                        refuse(context, 400, String.valueOf(refused.getMessage()));
                    } else {
                        refuse(context, 500, "This could not be explained.");
                    }
                });
    }

    private void console(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader("Content-Security-Policy", ConsolePage.contentSecurityPolicy());
        context.end(ConsolePage.html(sources.status().get()));
    }

    static void json(RoutingContext context, int status, String body) {
        context.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, JSON);
        context.end(body);
    }

    static void refuse(RoutingContext context, int status, String sentence) {
        json(context, status, new JsonObject().put("error", sentence).encode());
    }

    private static boolean isLoopback(String literal) {
        if (!NetUtil.isValidIpV4Address(literal) && !NetUtil.isValidIpV6Address(literal)) {
            throw new IllegalArgumentException("the admin port needs a literal address to listen on");
        }
        try {
            return InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(literal))
                    .isLoopbackAddress();
        } catch (UnknownHostException fourOrSixteenBytesAlways) {
            throw new IllegalStateException(fourOrSixteenBytesAlways);
        }
    }
}
