package io.geocompliance.gateway.audit;

import io.geocompliance.gateway.html.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Records to write, and lines that were written. */
final class LogRecords {

    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

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
        return new AuditSettings(directory, AuditSettings.Privacy.STRICT, queueBytes);
    }

    static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(path -> path.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All lines in order; what stands behind a file's last LF is none. */
    static List<String> lines(Path directory) {
        List<String> lines = new ArrayList<>();
        for (Path file : files(directory)) {
            try {
                String text = Files.readString(file);
                lines.addAll(
                        text.substring(0, text.lastIndexOf('\n') + 1).lines().toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return lines;
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
            Thread.onSpinWait();
        }
    }
}
