package io.geocompliance.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A line that was made before is the very line that would be made now. */
class LinesOfTheMinuteTest {

    private final LinesOfTheMinute lines = new LinesOfTheMinute();

    private void check(Instant at, String rule) {
        AuditRecord entry = LogRecords.record(at, rule);
        LineQueue.Waiting.Line line = lines.of(entry);
        assertThat(line.bytes()).isEqualTo(entry.line());
        assertThat(line.key()).isEqualTo(Tally.Key.of(entry));
    }

    @Test
    void equalRecordsShareTheirLineWithinAMinute() {
        LineQueue.Waiting.Line first = lines.of(LogRecords.record(LogRecords.NOON, "a"));
        assertThat(lines.of(LogRecords.record(LogRecords.NOON.plusSeconds(59), "a")))
                .isSameAs(first);
    }

    @Test
    void othersHaveTheirOwn() {
        for (int second = 0; second < 200; second += 7) {
            check(LogRecords.NOON.plusSeconds(second), "a");
            check(LogRecords.NOON.plusSeconds(second), "b");
            check(LogRecords.NOON.minus(Duration.ofDays(second)), "a"); // the clock was set back
        }
    }

    @Test
    void manyDifferentOnesAreRightAndNotKept() {
        for (int number = 0; number < 3_000; number++) {
            check(LogRecords.NOON, "rule-" + number % 1_500);
        }
    }
}
