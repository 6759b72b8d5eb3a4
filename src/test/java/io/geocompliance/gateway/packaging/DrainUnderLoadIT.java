package io.geocompliance.gateway.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.LiveFiles;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGTERM while every connection has a request in flight: each request that was sent is answered whole, the last answer of each
 * connection says that it is the last, every answer is in the record, and the exit code is 0.
 *
 * <p>The visitors do as a balancer does that has seen readiness fall: they open no new connection.
 */
@Tag("soak")
class DrainUnderLoadIT {

    private static final int VISITORS = 32;

    /** How many answers each visitor has had, at the least, when the signal comes. */
    private static final int ANSWERS_BEFORE = 10;

    @TempDir
    Path directory;

    private final CountDownLatch warm = new CountDownLatch(VISITORS);

    @Test
    void noAcceptedRequestIsBroken() throws Exception {
        ExecutorService visitors = Executors.newFixedThreadPool(VISITORS);
        try (SlowOrigin origin = SlowOrigin.start();
                GatewayJar gateway = GatewayJar.start(directory, command(configuration(origin.port())))) {
            List<Future<Integer>> visits = new ArrayList<>();
            for (int visitor = 0; visitor < VISITORS; visitor++) {
                visits.add(visitors.submit(visitor(visitor, gateway.port())));
            }
            assertThat(warm.await(60, TimeUnit.SECONDS))
                    .as("every visitor is at work")
                    .isTrue();
            assertThat(origin.inFlight())
                    .as("requests in flight when the signal comes")
                    .isPositive();
            gateway.terminate();

            int answers = 0;
            for (Future<Integer> visit : visits) {
                answers += visit.get(60, TimeUnit.SECONDS);
            }
            assertThat(gateway.exitCode()).isZero();
            assertThat(answers).isGreaterThan(VISITORS * ANSWERS_BEFORE);
            assertThat(decisionsOnRecord()).isEqualTo(answers);
            System.out.println("SIGTERM with " + VISITORS + " connections at work: " + answers + " answers, 0 broken");
        } finally {
            visitors.shutdownNow();
        }
    }

    private static List<String> command(Path configuration) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "-jar", GatewayJar.FILE.toString(), "run", "--config", configuration.toString());
    }

    private Path configuration(int originPort) throws IOException {
        return Files.writeString(directory.resolve("gateway.yaml"), """
                listen: [{address: "127.0.0.1:0"}]
                origins: [{urls: ["http://127.0.0.1:%d"]}]
                admin: {address: "127.0.0.1:0"}
                audit: {directory: audit}
                drain: {delay: 3s, grace: 30s}
                """.formatted(originPort));
    }

    /** Asks for page after page on one connection until an answer says that it is the last; how many answers there were. */
    private Callable<Integer> visitor(int number, int port) {
        return () -> {
            int answers = 0;
            try (RawClient client = RawClient.to(port)) {
                while (true) {
                    String path = "/" + number + "-" + answers;
                    RawResponse answer = client.get(path, "X-Forwarded-For: 77.88.8.8", "Accept: text/html");
                    assertThat(answer.status()).as(path).isEqualTo(200);
                    assertThat(answer.ending().clean()).as(path + " came whole").isTrue();
                    assertThat(answer.text().split("<aside ", -1)).as(path).hasSize(2);
                    assertThat(answer.text()).endsWith(SlowOrigin.end(path));
                    answers++;
                    if (answers == ANSWERS_BEFORE) {
                        warm.countDown();
                    }
                    if (answer.fields().list("Connection").contains("close")) {
                        return answers;
                    }
                }
            }
        };
    }

    private int decisionsOnRecord() throws IOException {
        int decisions = 0;
        for (Path file : LiveFiles.ofLines(directory.resolve("audit"))) {
            for (String line : Files.readAllLines(file)) {
                decisions += line.contains("\"ty\":\"dec\"") ? 1 : 0;
            }
        }
        return decisions;
    }
}
