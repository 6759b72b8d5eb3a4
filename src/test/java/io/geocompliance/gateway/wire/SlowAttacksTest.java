package io.geocompliance.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.proxy.Failure;
import io.geocompliance.gateway.proxy.ProxyCounters;
import io.geocompliance.gateway.proxy.front.Cutoff;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * slowhttptest with 200 connections: each is gone at its deadline, and an ordinary visitor notices nothing meanwhile. The deadlines are
 * shorter than the defaults, so that the test is, too; the attack lasts three times as long as they do.
 */
@Tag("wire")
class SlowAttacksTest {

    private static final String DEADLINES =
            "{keepAlive: 1s, requestHead: 4s, nextRequest: 4s, requestBody: 4s, requestBodyRate: 1KiB, reader: 4s}";

    private static final int ATTACKERS = 200;

    /** 100 more connections each second, for 20 s. What comes at these intervals resets an idle time-out, not a deadline. */
    private static final String ATTACK = "-c " + ATTACKERS + " -r 100 -l 20 -p 3 -i 2 ";

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.with(yaml -> yaml.with("timeouts", DEADLINES));

    @TempDir
    Path directory;

    private RawClient visitor;

    @ParameterizedTest
    @ValueSource(strings = {"-H -x 24", "-B -s 8192 -x 10", "-X -w 10 -y 20 -n 5 -z 32 -k 1"})
    void everySlowConnectionIsGoneAndTheOthersAreServed(String slowAt) throws Exception {
        byte[] page = new byte[2 << 20];
        Arrays.fill(page, (byte) 'x');
        OriginReply large = OriginReply.status(200)
                .with("Content-Type", "application/octet-stream")
                .body(page);
        world.origin().answer(request -> request.target().equals("/large") ? large : OriginReply.html("<p>ok"));
        List<String> command = new ArrayList<>(List.of("/usr/bin/slowhttptest"));
        command.addAll(List.of((ATTACK + slowAt).split(" ")));
        command.addAll(List.of("-u", "http://127.0.0.1:" + world.gateway().port() + "/large"));
        visitor = world.client();
        Visits calm = new Visits();
        for (int number = 0; number < 1_000; number++) {
            calm.took(visit());
        }
        Visits attacked = new Visits();
        long before = tooSlow();
        long began = System.nanoTime();
        try (Tool attack = Tool.start(directory.resolve("output.txt"), command)) {
            while (tooSlow() < before + ATTACKERS || established() > 1) {
                attacked.took(visit());
                assertThat(attack.isAlive() || tooSlow() == before + ATTACKERS)
                        .as("all cut off before the attack ends: %s", attack.output())
                        .isTrue();
            }
        }
        long millis = (System.nanoTime() - began) / 1_000_000;
        System.out.printf(
                "slowhttptest %s: all gone after %d ms; without: %s; with: %s%n", slowAt, millis, calm, attacked);
    }

    /** How long visits took. */
    private static final class Visits {

        private final List<Long> micros = new ArrayList<>();

        private void took(long nanos) {
            micros.add(nanos / 1_000);
        }

        private long micros(int percentile) {
            Collections.sort(micros);
            return micros.get((micros.size() - 1) * percentile / 100);
        }

        @Override
        public String toString() {
            return "%d visits, p50 %d us, p99 %d us, longest %d us"
                    .formatted(micros.size(), micros(50), micros(99), micros(100));
        }
    }

    /** One visit of one visitor who keeps connections as long as they may be kept; how long it took. */
    private long visit() {
        long asked = System.nanoTime();
        RawResponse answer = visitor.get("/page");
        long nanos = System.nanoTime() - asked;
        assertThat(answer.status()).isEqualTo(200);
        if (answer.fields().has("Connection")) {
            visitor = world.client();
        }
        return nanos;
    }

    /** How many were cut off for being slow, at whatever. */
    private static long tooSlow() {
        ProxyCounters counters = world.gateway().counters();
        return counters.front().cutoffs().get(Cutoff.HEAD_TOO_SLOW)
                + counters.front().cutoffs().get(Cutoff.READER_TOO_SLOW)
                + counters.failures().getOrDefault(Failure.REQUEST_TOO_SLOW, 0L);
    }

    /** The gateway's connections as the kernel counts them (proc(5): local address and port, then state 01), the visitor's included. */
    private static long established() throws IOException {
        Pattern ours = Pattern.compile("^ *\\d+: [0-9A-F]+:%04X [0-9A-F:]+ 01 .*"
                .formatted(world.gateway().port()));
        long count = 0;
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            count += Files.readAllLines(Path.of(table)).stream()
                    .filter(ours.asMatchPredicate())
                    .count();
        }
        return count;
    }
}
