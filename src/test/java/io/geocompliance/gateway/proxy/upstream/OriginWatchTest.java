package io.geocompliance.gateway.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Mischief;
import io.geocompliance.gateway.testing.OriginServer;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The watch over origins begins with the gateway, and ends with it. */
class OriginWatchTest {

    private final Vertx vertx = Vertx.vertx();
    private final OriginServer origin = OriginServer.start();

    @AfterEach
    void close() {
        vertx.close().await();
        origin.close();
    }

    private OriginWatch watch(Duration interval) {
        Duration patience = Duration.ofSeconds(30);
        OriginSettings settings = new OriginSettings(
                "news",
                List.of("*"),
                List.of(URI.create(origin.url())),
                null,
                null,
                true,
                false,
                new OriginSettings.Timeouts(patience, patience, patience, patience, patience),
                new OriginSettings.Health("/well", interval, patience, patience),
                new OriginSettings.Tls(null, null));
        Sites sites = new Sites(List.of(settings), System::nanoTime);
        return new OriginWatch(sites, new UpstreamSettings(32 << 10, 16, 16), Resolver.SYSTEM);
    }

    /** Its connection closes with the watch, so it fails, and no other may follow: the client it would use is gone. */
    @Test
    void aCheckThatIsUnderWayAtTheStopIsTheLast() throws Exception {
        Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
        vertx.exceptionHandler(faults::add);
        origin.answer(new Mischief.Silence());
        String id = vertx.deployVerticle(watch(Duration.ofMillis(1))).await(10, TimeUnit.SECONDS);
        while (origin.requests().isEmpty()) {
            LockSupport.parkNanos(1_000_000);
        }
        vertx.undeploy(id).await(10, TimeUnit.SECONDS);
        vertx.timer(100, TimeUnit.MILLISECONDS).await(10, TimeUnit.SECONDS); // a hundred rounds would have begun
        assertThat(faults).isEmpty();
        assertThat(origin.requests()).hasSize(1);
    }
}
