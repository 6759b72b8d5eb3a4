package io.geocompliance.gateway.audit;

import io.geocompliance.gateway.audit.files.Disk;
import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.files.LogDirectory;
import io.geocompliance.gateway.audit.files.Segment;
import io.geocompliance.gateway.audit.tlog.SigningKey;
import io.geocompliance.gateway.html.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Records to write, and lines that were written. */
final class LogRecords {

    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private static final Pattern SEAL = Pattern.compile(",\"seq\":[0-9]+,\"salt\":\"[A-Za-z0-9_-]{22}\"}$");

    private static final Pattern COUNT = Pattern.compile("\"count\":(\\d+)}");

    private LogRecords() {}

    static AuditRecord record(Instant at, String rule) {
        return new AuditRecord(
                at,
                new AuditRecord.Where("RU", null, AuditRecord.Confidence.GEO_COUNTRY),
                new AuditRecord.Basis(rule, "0123456789abcdef", true, "country@1"),
                new AuditRecord.Notice("n", 1, "ru", "ab"),
                AuditRecord.Result.of(new Outcome.Injected(7, Outcome.Kind.AFTER_BODY_TAG)),
                new AuditRecord.Message(AuditRecord.Method.of("GET"), 200, null));
    }

    static AuditSettings settings(Path directory, long queueBytes) {
        return new AuditSettings(directory, null, queueBytes);
    }

    /** A key, drawn once: a test has no secrets. */
    static final SigningKey KEY = SigningKey.generate("test.example/log");

    static JsonLinesLog open(Path directory, Disk disk, Supplier<Instant> clock, long segmentBytes) throws IOException {
        return new JsonLinesLog(
                AuditSettings.Writing.through(1 << 20),
                clock,
                LogDirectory.hold(directory, disk),
                new LogIdentity(KEY, "test", segmentBytes));
    }

    /** All files of lines, plain and packed, in the order of their epochs and records. */
    static List<Path> files(Path directory) {
        try {
            List<Path> files = new ArrayList<>();
            for (Epoch epoch : Epoch.of(directory)) {
                for (Segment segment : Segment.of(epoch)) {
                    files.add(segment.file());
                }
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All lines in order; what stands behind a file's last LF is none, and pruned ones are gone. */
    static List<String> sealedLines(Path directory) {
        while (true) {
            try {
                return read(directory);
            } catch (NoSuchFileException e) {
                continue; // packed while it was read
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static List<String> read(Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Epoch epoch : Epoch.of(directory)) {
            for (Segment segment : Segment.of(epoch)) {
                if (!segment.isPruned()) {
                    try (InputStream in = segment.open()) {
                        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                        lines.addAll(text.substring(0, text.lastIndexOf('\n') + 1)
                                .lines()
                                .toList());
                    }
                }
            }
        }
        return lines;
    }

    /** Without what differs from line to line: index and salt. */
    static List<String> lines(Path directory) {
        return sealedLines(directory).stream()
                .map(line -> SEAL.matcher(line).replaceFirst("}"))
                .toList();
    }

    static List<String> lines(Path directory, String kind) {
        return lines(directory).stream()
                .filter(line -> line.startsWith("{\"ty\":\"" + kind + "\""))
                .toList();
    }

    /** What lines of this kind count for a rule. */
    static long counted(Path directory, String kind, String rule) {
        return lines(directory, kind).stream()
                .filter(line -> line.contains("\"rule\":\"" + rule + "\""))
                .map(COUNT::matcher)
                .filter(Matcher::find)
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    /** Returns when it is so; the test's own time limit ends the wait. */
    static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
