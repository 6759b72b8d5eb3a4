package io.geocompliance.gateway.testing;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One HTTP/2 connection over TLS whose streams can be held up one by one. */
public final class Http2Visitor implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final Vertx vertx;

    /** Held on to: the engine closes the connections of a client that nobody knows any more. */
    private final HttpClientAgent client;

    private final HttpClientConnection connection;
    private final CountDownLatch goaway = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private Http2Visitor(Vertx vertx, HttpClientAgent client, HttpClientConnection connection) {
        this.vertx = vertx;
        this.client = client;
        this.connection = connection;
        connection.shutdownHandler(
                said -> goaway.countDown()); // what goAwayHandler hands over would have to be released
        connection.closeHandler(done -> closed.countDown());
    }

    public static Http2Visitor to(int port) {
        Vertx vertx = Vertx.vertx();
        HttpClientAgent client = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setUseAlpn(true)
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false));
        try {
            return new Http2Visitor(
                    vertx,
                    client,
                    client.connect(new HttpConnectOptions().setHost("127.0.0.1").setPort(port))
                            .await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            throw new IllegalStateException("no connection", e);
        }
    }

    /** A stream whose head has not been sent. */
    public HttpClientRequest open(HttpMethod method, String target) {
        try {
            return connection
                    .request(new RequestOptions().setMethod(method).setURI(target))
                    .await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no stream", e);
        }
    }

    /** An answer that has been read. */
    public record Read(int status, String text) {}

    public Read get(String target) {
        HttpClientRequest request = open(HttpMethod.GET, target);
        try {
            return request.send()
                    .compose(response -> response.body().map(body -> new Read(response.statusCode(), body.toString())))
                    .await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer", e);
        }
    }

    public boolean awaitGoaway(Duration patience) throws InterruptedException {
        return goaway.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    public boolean awaitClosed(Duration patience) throws InterruptedException {
        return closed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        client.close().compose(closed -> vertx.close()).await();
    }
}
