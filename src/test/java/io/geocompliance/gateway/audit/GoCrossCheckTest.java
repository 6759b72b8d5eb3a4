package io.geocompliance.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.TreeHash;
import io.geocompliance.gateway.audit.verify.LogProofs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Go's own implementation agrees with every line, head and proof of a log that the gateway's writer wrote. */
@Timeout(300)
class GoCrossCheckTest {

    /** Where Debian's golang-golang-x-mod-dev puts its source. */
    private static final Path SOURCES = Path.of("/usr/share/gocode");

    @TempDir
    Path directory;

    private final List<String> orders = new ArrayList<>();

    private record Ended(int code, String said) {}

    private Ended check() throws Exception {
        boolean there = Files.isDirectory(SOURCES.resolve("src/golang.org/x/mod/sumdb"))
                && Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "go")));
        if (!there) {
            String reason = "skipped: no Go here; apt-get install golang-go golang-golang-x-mod-dev";
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        Path program = directory.resolve("main.go");
        Files.copy(Path.of("src/test/resources/go/xcheck/main.go"), program);
        Path input = directory.resolve("orders");
        Files.write(input, orders);
        ProcessBuilder builder = new ProcessBuilder("go", "run", program.toString());
        builder.environment().put("GOPATH", SOURCES.toString());
        builder.environment().put("GO111MODULE", "off");
        builder.environment().put("GOCACHE", directory.resolve("cache").toString());
        builder.environment().put("GOFLAGS", "");
        Process process =
                builder.redirectInput(input.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Files.delete(program);
        return new Ended(process.waitFor(), said);
    }

    private static String words(List<TreeHash> proof) {
        return proof.stream().map(TreeHash::toString).collect(Collectors.joining(" "));
    }

    private static List<SignedNote> heads(SampleLog log) throws IOException {
        List<SignedNote> heads = new ArrayList<>();
        try (Stream<Path> days = Files.list(log.epoch().anchors())) {
            for (Path day : days.sorted().toList()) {
                String[] parts = Files.readString(day).split("\n\n");
                for (int i = 0; i + 1 < parts.length; i += 2) {
                    heads.add(SignedNote.parse(parts[i] + "\n\n" + parts[i + 1] + "\n"));
                }
            }
        }
        heads.add(log.head());
        return heads;
    }

    private SampleLog log() throws IOException {
        SampleLog log = new SampleLog(directory.resolve("log")).write(3, 300);
        log.write(2, 100);
        orders.add("key " + Files.readString(log.epoch().publicKey()).strip());
        LogRecords.sealedLines(log.directory()).forEach(line -> orders.add("line " + line));
        return log;
    }

    @Test
    void goAgreesWithEveryHeadAndProof() throws Exception {
        SampleLog log = log();
        List<SignedNote> heads = heads(log);
        for (SignedNote head : heads) {
            orders.add("checkpoint "
                    + Base64.getEncoder().encodeToString(head.toString().getBytes(StandardCharsets.UTF_8)));
        }
        long size = Long.parseLong(log.head().text().lines().toList().get(1));
        LogProofs proofs = new LogProofs(log.epoch());
        for (long index = 0; index < size; index += 37) {
            orders.add("record " + index + " " + size + " "
                    + words(proofs.prove(index).hashes()));
        }
        for (SignedNote head : heads) {
            long older = Long.parseLong(head.text().lines().toList().get(1));
            orders.add("tree " + older + " " + size + " " + words(proofs.consistency(older, size)));
        }
        Ended ended = check();
        assertThat(ended.said())
                .matches("(?s)good: " + size + " lines, " + heads.size() + " checkpoints, \\d\\d+ records, "
                        + heads.size() + " trees\n");
        assertThat(ended.code()).isZero();
        assertThat(heads).hasSizeGreaterThan(4);
    }

    @Test
    void goRefusesAHeadOverOtherLines() throws Exception {
        SampleLog log = log();
        orders.set(9, orders.get(9).replace("\"st\":200", "\"st\":201"));
        orders.add("checkpoint "
                + Base64.getEncoder().encodeToString(log.head().toString().getBytes(StandardCharsets.UTF_8)));
        Ended ended = check();
        assertThat(ended.said()).contains("BAD checkpoint root or origin differ");
        assertThat(ended.code()).isEqualTo(1);
    }
}
