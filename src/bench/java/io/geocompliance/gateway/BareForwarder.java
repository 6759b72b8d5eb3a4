package io.geocompliance.gateway;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.transport.Transport;

/**
 * The engine alone, with no duty at all: passes requests without a body to one origin, and what forwarding costs with this engine at
 * least. {@code compare} measures it beside the gateway.
 */
public final class BareForwarder extends VerticleBase {

    private final int listen;
    private final int origin;

    private BareForwarder(int listen, int origin) {
        this.listen = listen;
        this.origin = origin;
    }

    /** Takes two ports of this machine, its own and the origin's, and {@code io_uring} where that is to be the transport. */
    public static void main(String[] args) {
        int loops = Runtime.getRuntime().availableProcessors();
        Vertx vertx = Vertx.builder()
                .with(new VertxOptions().setEventLoopPoolSize(loops))
                .withTransport(args.length > 2 ? Transport.IO_URING : Transport.nativeTransport())
                .build();
        vertx.deployVerticle(
                        () -> new BareForwarder(Integer.parseInt(args[0]), Integer.parseInt(args[1])),
                        new DeploymentOptions().setInstances(loops))
                .await();
    }

    @Override
    public Future<?> start() {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(origin),
                new PoolOptions().setHttp1MaxSize(256));
        return vertx.createHttpServer()
                .requestHandler(request -> forward(client, request))
                .listen(listen, "127.0.0.1");
    }

    private static void forward(HttpClient client, HttpServerRequest request) {
        RequestOptions options =
                new RequestOptions().setMethod(request.method()).setURI(request.uri());
        client.request(options)
                .compose(sending -> {
                    sending.headers().addAll(request.headers());
                    return sending.send();
                })
                .onSuccess(answer -> passBack(answer, request.response()))
                .onFailure(failure -> request.response().setStatusCode(502).end());
    }

    private static void passBack(HttpClientResponse answer, HttpServerResponse response) {
        response.setStatusCode(answer.statusCode());
        response.headers().addAll(answer.headers());
        response.headers().remove("connection").remove("transfer-encoding");
        if (!response.headers().contains("content-length")) {
            response.setChunked(true);
        }
        answer.pipeTo(response);
    }
}
