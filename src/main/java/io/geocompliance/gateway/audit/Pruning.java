package io.geocompliance.gateway.audit;

import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.files.Segment;
import io.geocompliance.gateway.audit.files.SegmentLines;
import io.geocompliance.gateway.audit.verify.LineFields;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Takes away lines that are older than a policy keeps them, whole packed segments at a time; their hashes stay, so every proof that needs no
 * single one of them stays possible. First the log says what goes, and signs it, and only then it goes.
 *
 * <p>What tells of no reader stays, line and proof: among it the {@code day} records, which count what goes.
 *
 * @param log the log's directory
 */
record Pruning(Path log, OwnWords words, OwnLines lines, DayKeeping days) {

    /**
     * What one epoch loses.
     *
     * @param counts of the decisions that have no line any more
     */
    private record Old(Epoch epoch, List<Segment> segments, Map<Tally.Key, Long> counts) {

        long from() {
            return segments.get(0).first();
        }

        /** Index behind the last record. */
        long to() {
            Segment last = segments.get(segments.size() - 1);
            return last.first() + last.count();
        }
    }

    /** Returns how many records have lost their lines: those of segments whose every line was dated before. Reads them all; takes long. */
    long before(Instant time) throws IOException {
        first(days::tell);
        long pruned = 0;
        for (Epoch epoch : Epoch.of(log)) {
            Optional<Old> old = old(epoch, AuditRecord.minute(time));
            if (old.isPresent()) {
                say(old.get(), time);
                for (Segment segment : old.get().segments()) {
                    segment.forget(line -> DayKeeping.stays(LineFields.parse(line)));
                }
                pruned += old.get().to() - old.get().from();
            }
        }
        return pruned;
    }

    private static Optional<Old> old(Epoch epoch, String minute) throws IOException {
        List<Segment> old = new ArrayList<>();
        Map<Tally.Key, Long> counts = new TreeMap<>();
        for (Segment segment : Segment.of(epoch)) {
            if (segment.isPruned()) {
                continue;
            }
            Map<Tally.Key, Long> own = new TreeMap<>();
            if (segment.isGrowing() || !isBefore(segment, minute, own)) {
                break;
            }
            old.add(segment);
            own.forEach((key, count) -> counts.merge(key, count, Long::sum));
        }
        return old.isEmpty() ? Optional.empty() : Optional.of(new Old(epoch, old, counts));
    }

    /** Whether every line is dated before, which in this form compares as text does; counts its decisions. */
    private static boolean isBefore(Segment segment, String minute, Map<Tally.Key, Long> counts) throws IOException {
        try (SegmentLines read = new SegmentLines(segment)) {
            for (byte[] line = read.next(); line != null; line = read.next()) {
                LineFields fields = LineFields.parse(line);
                if (fields.text("t").compareTo(minute) >= 0) {
                    return false;
                }
                if (fields.text("ty").equals("dec")) {
                    counts.merge(key(fields), 1L, Long::sum);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "The segment " + segment.name() + " is not pruned: it holds what is no record; verify the log.");
        }
        return true;
    }

    private static Tally.Key key(LineFields fields) {
        return new Tally.Key(
                fields.text("reg"), fields.text("rule"), fields.object("n").text("id"), fields.text("out"));
    }

    private void say(Old old, Instant time) throws IOException {
        List<byte[]> said = new ArrayList<>();
        for (Map.Entry<Tally.Key, Long> count : old.counts().entrySet()) {
            said.add(lines.pruned(count));
        }
        said.add(lines.prune(old.epoch().name(), old.from(), old.to(), time));
        first(() -> words.sayAndSign(said));
    }

    /** What the log must say before anything goes. */
    private interface Saying {
        void run() throws IOException;
    }

    private static void first(Saying saying) throws IOException {
        try {
            saying.run();
        } catch (IOException e) {
            throw new IOException("Nothing is pruned, for " + e.getMessage() + ".", e);
        }
    }
}
