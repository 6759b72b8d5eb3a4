package io.geocompliance.gateway.audit.verify;

import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.tlog.Checkpoint;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.WitnessPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The latest head of an epoch that a quorum of witnesses has signed for. Those before it need not be read: a witness signs only what grew
 * from them.
 */
record WitnessedHead(SignedNote note, long size, WitnessPolicy.Verdict verdict) {

    /** From the epoch's own files and from what somebody kept; the newest day first. */
    static Optional<WitnessedHead> of(Epoch epoch, String origin, WitnessPolicy policy, List<SignedNote> kept)
            throws IOException {
        if (policy.asksForNone()) {
            return Optional.empty();
        }
        Optional<WitnessedHead> best = largest(kept.stream(), origin, policy);
        for (Path day : days(epoch)) {
            Optional<WitnessedHead> found = largest(Heads.ofDay(day), origin, policy);
            if (found.isPresent()) {
                return best.isPresent() && best.get().size > found.get().size ? best : found;
            }
        }
        return best;
    }

    private static List<Path> days(Epoch epoch) throws IOException {
        try (Stream<Path> files = Files.list(epoch.witnessed())) {
            return files.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static Optional<WitnessedHead> largest(Stream<SignedNote> notes, String origin, WitnessPolicy policy) {
        List<SignedNote> ofOrigin = notes.filter(note -> note.text().startsWith(origin + "\n"))
                .sorted(Comparator.comparingLong(WitnessedHead::sizeOf).reversed())
                .toList();
        return ofOrigin.stream()
                .map(note -> new WitnessedHead(note, sizeOf(note), policy.judge(note)))
                .filter(head -> head.verdict.isMet())
                .findFirst();
    }

    private static long sizeOf(SignedNote note) {
        try {
            return Checkpoint.of(note).head().size();
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    /** Who, and when at the latest. */
    String sentence() {
        long latest = verdict.unixSeconds().values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        return "The first " + size + " records are vouched for by "
                + String.join(", ", verdict.unixSeconds().keySet()) + ", at " + Instant.ofEpochSecond(latest);
    }
}
