package io.geocompliance.gateway.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geocompliance.gateway.audit.tlog.CosigningKey;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.SigningKey;
import io.geocompliance.gateway.testing.FakeClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The witness over real sockets, by the words of C2SP tlog-witness. */
class WitnessServerTest {

    private static final String SIZE = "text/x.tlog.size";

    private final FakeClock clock = new FakeClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final CosigningKey key = CosigningKey.generate("witness.example/w1");
    private final SigningKey logKey = SigningKey.generate("news.example/gateway");
    private final GrowingLog log = new GrowingLog(logKey, "news.example/gateway/1");
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path directory;

    private WitnessServer server;

    @BeforeEach
    void start() throws IOException {
        Path logs = Files.writeString(directory.resolve("logs"), "# ours\n\n" + logKey.verifier() + "\n");
        server = WitnessServer.start(
                new WitnessServer.Settings(
                        key,
                        logs,
                        directory.resolve("state"),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                clock);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return http.send(request("POST", "/add-checkpoint", body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path, String body) {
        URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
        return HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(30))
                .build();
    }

    private void assertCosigned(HttpResponse<String> answer, SignedNote checkpoint) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        SignedNote cosigned = SignedNote.parse(checkpoint.text() + "\n" + answer.body());
        assertThat(key.cosigner().cosigned(cosigned)).hasValue(clock.instant().getEpochSecond());
    }

    private static void assertConflict(HttpResponse<String> answer, long known) {
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("content-type")).hasValue(SIZE);
        assertThat(answer.body()).isEqualTo(known + "\n");
    }

    @Test
    void aTreeThatGrowsIsCosignedAgainAndAgain() throws Exception {
        assertCosigned(post(log.asking(0)), log.checkpoint()); // of no records
        long old = 0;
        for (int by : new int[] {1, 1, 5, 249, 256, 300}) {
            log.grow(by, "record ");
            clock.advance(Duration.ofMinutes(1));
            assertCosigned(post(log.asking(old)), log.checkpoint());
            old += by;
        }
        assertCosigned(post(log.asking(old)), log.checkpoint()); // the same once more
    }

    @Test
    void whoDoesNotKnowTheSizeIsToldIt() throws Exception {
        log.grow(7, "record ");
        post(log.asking(0));

        log.grow(3, "record ");
        assertConflict(post(log.asking(0)), 7);
        assertConflict(post(log.asking(6)), 7);
        assertConflict(post(log.asking(9)), 7);
        assertCosigned(post(log.asking(7)), log.checkpoint());
    }

    @Test
    void aForkIsRefusedWhateverIsSentWithIt() throws Exception {
        log.grow(10, "record ");
        GrowingLog fork = log.copy();
        log.grow(10, "record ");
        post(log.asking(0));

        fork.grow(10, "another ");
        assertConflict(post(fork.asking(20)), 20);
        fork.grow(5, "another ");
        assertThat(post(fork.asking(20)).statusCode()).isEqualTo(422);
        log.grow(1, "record ");
        assertCosigned(post(log.asking(20)), log.checkpoint());
    }

    @Test
    void aRestoredCopyIsToldTheLargerSize() throws Exception {
        log.grow(10, "record ");
        GrowingLog backup = log.copy();
        log.grow(10, "record ");
        post(log.asking(0));

        backup.grow(3, "after the restore ");
        assertConflict(post(backup.asking(10)), 20);
        assertConflict(post(backup.asking(0)), 20);
    }

    @Test
    void eachEpochIsALogOfItsOwn() throws Exception {
        post(log.grow(10, "record ").asking(0));

        GrowingLog next = new GrowingLog(logKey, "news.example/gateway/2").grow(4, "record ");
        assertCosigned(post(next.asking(0)), next.checkpoint());
        GrowingLog stranger = new GrowingLog(logKey, "news.example/gatewayx").grow(4, "record ");
        assertThat(post(stranger.asking(0)).statusCode()).isEqualTo(404);
    }

    @Test
    void anotherKeyIsRefused() throws Exception {
        GrowingLog forged = new GrowingLog(SigningKey.generate("x"), log.origin).grow(1, "record ");

        assertThat(post(forged.asking(0)).statusCode()).isEqualTo(403);
    }

    @Test
    void whatIsNoRequestIsRefused() throws Exception {
        log.grow(2, "record ");
        String good = log.asking(1);
        List<String> bad = new ArrayList<>(List.of("", "\n\n", good.replace("old 1", "old 01")));
        bad.add(good.replace("old 1", "old 1 ")); // a space more
        bad.add(good.replace("old 1\n", "old 3\n")); // beyond the checkpoint
        bad.add(good.replace("old 1\n", "old 1\nAAAA\n")); // no hash
        bad.add("old 1\n" + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n".repeat(64) + "\n" + log.checkpoint());
        for (String body : bad) {
            assertThat(post(body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(post("x".repeat(70_000)).statusCode()).isEqualTo(413);
        assertThat(http.send(request("GET", "/add-checkpoint", ""), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(405);
        assertThat(http.send(request("POST", "/", good), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aProofWithOldSizeZeroIsRefused() throws Exception {
        log.grow(2, "record ");
        String body = log.asking(0)
                .replace("old 0\n", "old 0\n" + log.consistency(1, 2).get(0) + "\n");

        assertThat(post(body).statusCode()).isEqualTo(422);
    }

    @Test
    void whatCantBeKeptIsNotSigned() throws Exception {
        post(log.grow(1, "record ").asking(0));
        Path state = directory.resolve("state");
        try (var files = Files.list(state)) {
            Path kept = files.filter(file -> file.toString().endsWith(".checkpoint"))
                    .findFirst()
                    .orElseThrow();
            Files.createDirectory(state.resolve(kept.getFileName() + ".new")); // the next can't be written
        }
        log.grow(1, "record ");

        HttpResponse<String> answer = post(log.asking(1));
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("witness.example");
        assertConflict(post(log.asking(2)), 1);
    }

    @Test
    void ofTwoTreesAtOnceOneIsSigned() throws Exception {
        post(log.grow(5, "record ").asking(0));
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String body = log.copy().grow(5, "fork " + i + " ").asking(5);
            answers.add(http.sendAsync(request("POST", "/add-checkpoint", body), HttpResponse.BodyHandlers.ofString()));
        }

        List<Integer> statuses = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            statuses.add(answer.get().statusCode());
        }
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
        assertThat(statuses.stream().filter(status -> status == 409)).hasSize(19);
    }

    @Test
    void twoWitnessesDoNotShareADirectory() {
        assertThatThrownBy(() -> WitnessState.open(directory.resolve("state")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another witness");
    }

    @Test
    void aDamagedStateStopsIt() throws Exception {
        post(log.grow(1, "record ").asking(0));
        server.close();
        Path state = directory.resolve("state");
        try (var files = Files.list(state)) {
            Path kept = files.filter(file -> file.toString().endsWith(".checkpoint"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(kept);
            Files.write(
                    kept,
                    new String(bytes, StandardCharsets.UTF_8).substring(0, 30).getBytes(StandardCharsets.UTF_8));
        }

        assertThatThrownBy(() -> WitnessState.open(state))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is damaged");
    }

    @Test
    void itsOperatorSeesEveryEpoch() throws Exception {
        GrowingLog next = new GrowingLog(logKey, "news.example/gateway/2").grow(4, "record ");
        post(log.grow(10, "record ").asking(0));
        post(next.asking(0));
        server.close();

        Set<String> known = KnownTrees.in(directory.resolve("state")).stream()
                .map(KnownTrees::line)
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toSet());
        assertThat(known).containsExactlyInAnyOrder("news.example/gateway/1 10", "news.example/gateway/2 4");
    }
}
