package io.geocompliance.gateway.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.audit.tlog.CosigningKey;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.SigningKey;
import io.geocompliance.gateway.audit.tlog.WitnessPolicy;
import io.geocompliance.gateway.testing.FakeClock;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's side of the witness, against real ones that grow old, die, lie or say nothing. */
@Timeout(120)
class WitnessedAnchoringTest {

    private final FakeClock clock = new FakeClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final SigningKey logKey = SigningKey.generate("news.example/gateway");
    private final GrowingLog log = new GrowingLog(logKey, "news.example/gateway/1").grow(10, "record ");

    @TempDir
    Path directory;

    private CosigningKey key;

    @BeforeEach
    void prepare() throws IOException {
        key = WitnessKeyFile.create(directory.resolve("key"), "witness.example/w1");
        Files.writeString(directory.resolve("logs"), logKey.verifier() + "\n");
    }

    private WitnessServer server() throws IOException {
        return WitnessServer.start(
                new WitnessServer.Settings(
                        key,
                        directory.resolve("logs"),
                        directory.resolve("state"),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                clock);
    }

    private WitnessPolicy policy(int port) {
        return WitnessPolicy.parse("witness w " + key + " http://127.0.0.1:" + port + "/\nquorum w\n");
    }

    private static SignedNote next(GrowingLog log) throws InterruptedException {
        SignedNote kept = log.kept.poll(60, TimeUnit.SECONDS);
        assertThat(kept).isNotNull();
        return kept;
    }

    @Test
    void eachHeadIsKeptWithItsCosignature() throws Exception {
        try (WitnessServer server = server();
                WitnessedAnchoring anchoring =
                        new WitnessedAnchoring(policy(server.address().getPort()))) {
            WitnessPolicy policy = policy(server.address().getPort());
            for (int minute = 0; minute < 4; minute++) {
                anchoring.offer(log.checkpoint(), log);
                SignedNote kept = next(log);
                assertThat(kept.text()).isEqualTo(log.checkpoint().text());
                assertThat(log.key.verifier().signed(kept)).isTrue();
                assertThat(policy.judge(kept).unixSeconds())
                        .containsEntry("w", clock.instant().getEpochSecond());
                log.grow(300, "record ");
                clock.advance(Duration.ofMinutes(1));
            }
        }
    }

    @Test
    void aKilledWitnessGoesOnWhereItWas() throws Exception {
        WitnessProcess first = WitnessProcess.start(directory, 0);
        try (WitnessedAnchoring anchoring = new WitnessedAnchoring(policy(first.port()))) {
            anchoring.offer(log.checkpoint(), log);
            next(log);
            first.kill();

            GrowingLog fork = log.copy().grow(30, "another ");
            log.grow(20, "record ");
            anchoring.offer(log.checkpoint(), log);
            awaitUnmet(anchoring, 1);
            assertThat(log.kept).isEmpty();
            assertThat(log.contradictions).isEmpty();

            log.grow(20, "record ");
            try (WitnessProcess second = WitnessProcess.start(directory, first.port())) {
                anchoring.offer(log.checkpoint(), log);
                assertThat(next(log).text()).isEqualTo(log.checkpoint().text());
                try (WitnessedAnchoring forked = new WitnessedAnchoring(policy(second.port()))) {
                    forked.offer(fork.checkpoint(), fork);
                    assertThat(fork.contradictions.poll(60, TimeUnit.SECONDS)).isEqualTo(50L);
                }
                assertThat(fork.kept).isEmpty();
            }
        }
    }

    /** Ended by the class's time-out. */
    private static void awaitUnmet(WitnessedAnchoring anchoring, int heads) {
        while (anchoring.progress().unmet() < heads) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void aRestoredCopyHearsOfTheLargerTree() throws Exception {
        try (WitnessServer server = server();
                WitnessedAnchoring before =
                        new WitnessedAnchoring(policy(server.address().getPort()));
                WitnessedAnchoring after =
                        new WitnessedAnchoring(policy(server.address().getPort()))) {
            GrowingLog backup = log.copy();
            log.grow(50, "record ");
            before.offer(log.checkpoint(), log);
            next(log);

            backup.grow(1, "restored ");
            after.offer(backup.checkpoint(), backup);
            assertThat(backup.contradictions.poll(60, TimeUnit.SECONDS)).isEqualTo(60L);
            backup.grow(100, "restored "); // larger than what the witness knows, and still another tree
            after.offer(backup.checkpoint(), backup);
            awaitUnmet(after, 2);
            assertThat(backup.kept).isEmpty();
            assertThat(backup.contradictions).as("said once").isEmpty();

            GrowingLog nextEpoch = new GrowingLog(logKey, "news.example/gateway/2").grow(2, "record ");
            after.offer(nextEpoch.checkpoint(), nextEpoch);
            assertThat(next(nextEpoch).text()).isEqualTo(nextEpoch.checkpoint().text());
        }
    }

    @Test
    void oneOfTwoIsKeptThoughItIsNoQuorum() throws Exception {
        try (WitnessServer server = server();
                ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int closed = nobody.getLocalPort();
            nobody.close();
            CosigningKey other = CosigningKey.generate("witness.example/w2");
            WitnessPolicy both = WitnessPolicy.parse("witness a %s http://127.0.0.1:%d\n"
                            .formatted(key, server.address().getPort())
                    + "witness b %s http://127.0.0.1:%d\ngroup both all a b\nquorum both\n".formatted(other, closed));
            try (WitnessedAnchoring anchoring = new WitnessedAnchoring(both)) {
                anchoring.offer(log.checkpoint(), log);
                SignedNote kept = next(log);
                assertThat(both.judge(kept).unixSeconds()).containsOnlyKeys("a");
                assertThat(both.judge(kept).isMet()).isFalse();
                awaitUnmet(anchoring, 1);
            }
        }
    }

    @Test
    void aWitnessThatLiesIsNotKept() throws Exception {
        try (ServerSocket liar = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
                HttpSide side = new HttpSide()) {
            String forged = CosigningKey.generate("witness.example/w1").cosign(log.checkpoint(), 1) + "\n";
            for (String answer : new String[] {
                "HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                        .formatted(forged.getBytes(StandardCharsets.UTF_8).length, forged),
                "HTTP/1.1 409 Conflict\r\nContent-Length: 3\r\nConnection: close\r\n\r\nno\n",
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + "x".repeat(200_000),
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            }) {
                side.answerOnce(liar, answer);
                WitnessClient client = new WitnessClient(
                        policy(liar.getLocalPort()).witnesses().get(0), side.http, Duration.ofSeconds(30));
                assertThat(client.ask(log.checkpoint(), log)).isInstanceOf(WitnessClient.Reply.Failed.class);
            }
        }
    }

    @Test
    void aWitnessThatSaysNothingIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
                HttpSide side = new HttpSide()) {
            WitnessClient client = new WitnessClient(
                    policy(silent.getLocalPort()).witnesses().get(0), side.http, Duration.ofMillis(200));

            assertThat(client.ask(log.checkpoint(), log))
                    .isInstanceOfSatisfying(
                            WitnessClient.Reply.Failed.class,
                            failed -> assertThat(failed.sentence()).contains("no answer within"));
        }
    }

    /** A client, and a server that says one thing. */
    private static final class HttpSide implements AutoCloseable {

        private final HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private Thread answering = new Thread(() -> {});

        void answerOnce(ServerSocket server, String answer) {
            answering = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read(new byte[8192]);
                    OutputStream out = socket.getOutputStream();
                    out.write(answer.getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    socket.shutdownOutput();
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    answering.interrupt(); // the client left first
                }
            });
            answering.setDaemon(true);
            answering.start();
        }

        @Override
        public void close() throws InterruptedException {
            answering.join();
        }
    }
}
