package io.geocompliance.gateway.audit;

import static io.geocompliance.gateway.audit.LogRecords.NOON;
import static io.geocompliance.gateway.audit.LogRecords.record;

import io.geocompliance.gateway.audit.files.Disk;
import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.files.Segment;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.VerifierKey;
import io.geocompliance.gateway.audit.verify.Finding;
import io.geocompliance.gateway.audit.verify.LogVerifier;
import io.geocompliance.gateway.audit.verify.Verification;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** An honest log of some segments and minutes, written by the real writer, and the ways to do it wrong afterwards. */
final class SampleLog {

    static final long SEGMENT_BYTES = 1 << 17;

    private final Path directory;
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);

    SampleLog(Path directory) {
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    void at(Instant instant) {
        now.set(instant);
    }

    JsonLinesLog open() throws IOException {
        JsonLinesLog log = LogRecords.open(directory, Disk.REAL, now::get, SEGMENT_BYTES);
        introduce(log);
        return log;
    }

    static void introduce(JsonLinesLog log) {
        log.introduce(new Introduction.RuleSet("0123456789abcdef".repeat(4)));
        log.introduce(new Introduction.Notice("n", 1, "ru", "ab"));
        log.introduce(new Introduction.GeoDatabase("country@1", NOON, "cd"));
    }

    /** One process' worth: as many records in each of some minutes, each minute's tick and anchor waited for. */
    SampleLog write(int minutes, int records) throws IOException {
        try (JsonLinesLog log = open()) {
            for (int minute = 0; minute < minutes; minute++) {
                for (int i = 0; i < records; i++) {
                    log.append(record(now.get(), i % 3 == 0 ? "a" : "b"));
                }
                long expected = (minute + 1L) * records;
                LogRecords.await(() -> log.counters().written() == expected);
                long ticks = ticks();
                now.set(now.get().plusSeconds(60));
                LogRecords.await(() -> ticks() > ticks);
            }
        }
        return this;
    }

    private long ticks() {
        return LogRecords.lines(directory, "tick").stream()
                .filter(line -> line.contains("\"accepted\""))
                .count();
    }

    Epoch epoch() {
        try {
            List<Epoch> epochs = Epoch.of(directory);
            return epochs.get(epochs.size() - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Segment> segments() throws IOException {
        return Segment.of(epoch());
    }

    Segment last() throws IOException {
        return segments().get(segments().size() - 1);
    }

    /** Changes a segment's lines, and packs them again if they were packed. */
    static void edit(Segment segment, UnaryOperator<List<String>> change) throws IOException {
        List<String> lines;
        try (InputStream in = segment.open()) {
            lines = new ArrayList<>(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
        byte[] changed = (String.join("\n", change.apply(lines)) + "\n").getBytes(StandardCharsets.UTF_8);
        try (OutputStream file = Files.newOutputStream(segment.file());
                OutputStream out = segment.isGrowing() ? file : new GZIPOutputStream(file)) {
            out.write(changed);
        }
    }

    SampleLog copyTo(Path target) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(directory.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        SampleLog copied = new SampleLog(target);
        copied.at(now.get());
        return copied;
    }

    SignedNote head() throws IOException {
        return epoch().signedHead().orElseThrow();
    }

    Verification verify(SignedNote... kept) throws IOException {
        return verify(LogRecords.KEY.verifier(), kept);
    }

    Verification verify(VerifierKey key, SignedNote... kept) throws IOException {
        return new LogVerifier(List.of(key), List.of(kept)).verify(directory, VerifiedLine.Visitor.NONE);
    }

    /** What is found beside that nobody but the operator vouches. */
    List<Finding.Kind> kinds(SignedNote... kept) throws IOException {
        return verify(kept).findings().stream()
                .map(Finding::kind)
                .filter(kind -> kind != Finding.Kind.UNWITNESSED)
                .sorted()
                .distinct()
                .toList();
    }

    Finding worst(SignedNote... kept) throws IOException {
        return verify(kept).worst().orElseThrow();
    }
}
