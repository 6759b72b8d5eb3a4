package io.geocompliance.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EventLoopWatchTest {

    private final AtomicLong now = new AtomicLong();
    private final EventLoopWatch.Loop busy = new EventLoopWatch.Loop(now::get);
    private final EventLoopWatch.Loop idle = new EventLoopWatch.Loop(now::get);

    @Test
    void oneStuckLoopIsEnough() {
        now.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(EventLoopWatch.isAlive(List.of(busy, idle))).isTrue();
        now.addAndGet(Duration.ofMillis(1).toNanos());
        idle.tick();
        assertThat(EventLoopWatch.isAlive(List.of(busy, idle))).isFalse();
        busy.tick();
        assertThat(EventLoopWatch.isAlive(List.of(busy, idle))).isTrue();
    }

    @Test
    void aTickInTimeIsNoDelay() {
        now.addAndGet(Duration.ofMillis(1000).toNanos());
        assertThat(busy.delay()).isZero();
        now.addAndGet(Duration.ofMillis(30).toNanos());
        assertThat(busy.delay()).isEqualTo(Duration.ofMillis(30));
    }
}
