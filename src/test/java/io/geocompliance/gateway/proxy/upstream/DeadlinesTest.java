package io.geocompliance.gateway.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deadlines end in time and in order; those that are cancelled don't end. */
class DeadlinesTest {

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private Vertx vertx;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    private void run(BiConsumer<Deadlines, Runnable> script) throws Exception {
        vertx.runOnContext(loop -> script.accept(new Deadlines(vertx), () -> over.complete(null)));
        over.get(20, TimeUnit.SECONDS);
    }

    private Runnable event(String name) {
        return () -> events.add(name);
    }

    @Test
    void eachEndsNotBeforeItsTime() throws Exception {
        long began = System.nanoTime();
        run((deadlines, end) -> {
            deadlines.after(Duration.ofMillis(80), end);
            deadlines.after(Duration.ofMillis(20), event("short"));
        });
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(80_000_000L);
        assertThat(events).containsExactly("short");
    }

    @Test
    void equalOnesEndInTheOrderInWhichTheyBegan() throws Exception {
        run((deadlines, end) -> {
            Duration time = Duration.ofMillis(20);
            deadlines.after(time, event("1"));
            deadlines.after(time, event("2"));
            deadlines.after(time, event("3"));
            deadlines.after(time, end);
        });
        assertThat(events).containsExactly("1", "2", "3");
    }

    @Test
    void aCancelledOneDoesNotEndWhereverItStands() throws Exception {
        run((deadlines, end) -> {
            Duration time = Duration.ofMillis(20);
            Deadlines.Deadline first = deadlines.after(time, event("first"));
            deadlines.after(time, event("second"));
            Deadlines.Deadline third = deadlines.after(time, event("third"));
            deadlines.after(time, event("fourth"));
            Deadlines.Deadline last = deadlines.after(time, event("last"));
            third.cancel();
            first.cancel();
            last.cancel();
            last.cancel();
            deadlines.after(time, end);
        });
        assertThat(events).containsExactly("second", "fourth");
    }

    @Test
    void whatAnActionBeginsEndsToo() throws Exception {
        run((deadlines, end) -> {
            Duration time = Duration.ofMillis(10);
            deadlines.after(time, () -> {
                events.add("once");
                deadlines.after(time, () -> {
                    events.add("twice");
                    deadlines.after(time, end);
                });
            });
        });
        assertThat(events).containsExactly("once", "twice");
    }

    @Test
    void anActionMayCancelAnotherAndAFailureStopsNobodyElse() throws Exception {
        run((deadlines, end) -> {
            vertx.getOrCreateContext().exceptionHandler(failure -> events.add(String.valueOf(failure.getMessage())));
            Duration time = Duration.ofMillis(10);
            Deadlines.Deadline[] victim = new Deadlines.Deadline[1];
            deadlines.after(time, () -> victim[0].cancel());
            victim[0] = deadlines.after(time, event("victim"));
            deadlines.after(time, () -> {
                throw new IllegalStateException("a bug");
            });
            deadlines.after(time, end);
        });
        assertThat(events).containsExactly("a bug");
    }
}
