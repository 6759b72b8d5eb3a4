package io.geocompliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.LogCapture;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bug on an event loop is told of, and nobody's address with it. */
class FaultLogTest {

    private Vertx vertx;
    private LogCapture log;

    @BeforeEach
    void start() {
        log = new LogCapture();
        vertx = Vertx.vertx().exceptionHandler(new FaultLog());
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
        log.close();
    }

    @Test
    void tellsWhatAndWhereAndNothingThatCame() throws Exception {
        breakOnAnEventLoop("203.0.113.7:5432");
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("IllegalStateException", "Caused by: java.lang.NumberFormatException", "FaultLogTest")
                .doesNotContain("203.0.113.7", "5432");
    }

    @Test
    void tellsOfEachPlaceOnce() throws Exception {
        for (int time = 0; time < 3; time++) {
            breakOnAnEventLoop("once");
        }
        assertThat(log.lines()).hasSize(1);
        vertx.runOnContext(unused -> {
            throw new ArithmeticException("elsewhere");
        });
        runBehind();
        assertThat(log.lines()).hasSize(2);
    }

    private void breakOnAnEventLoop(String message) throws Exception {
        vertx.runOnContext(unused -> {
            throw new IllegalStateException(message, new NumberFormatException(message));
        });
        runBehind();
    }

    /** Waits until the event loops have done what they were given: those of Vert.x take turns, so each is asked. */
    private void runBehind() throws Exception {
        for (int loop = 0; loop < 64; loop++) {
            Promise<Void> done = Promise.promise();
            vertx.runOnContext(unused -> done.complete());
            done.future().await(20, TimeUnit.SECONDS);
        }
    }
}
