package io.geocompliance.gateway.audit.verify;

import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.tlog.Checkpoint;
import io.geocompliance.gateway.audit.tlog.Proofs;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.TreeHash;
import io.geocompliance.gateway.audit.tlog.VerifierKey;
import io.geocompliance.gateway.audit.tlog.WitnessPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a log, all its epochs or one.
 *
 * @param keys who may have signed, each under its log's name; empty: the key that lies beside the lines, which proves nothing against whoever
 *     could write there
 * @param kept checkpoints that somebody else has kept
 * @param witnesses whose cosignatures count, and how many of them
 */
public record LogVerifier(List<VerifierKey> keys, List<SignedNote> kept, WitnessPolicy witnesses) {

    /** Without a policy no witness is believed. */
    public LogVerifier(List<VerifierKey> keys, List<SignedNote> kept) {
        this(keys, kept, WitnessPolicy.NONE);
    }

    /** Reads everything once; tells the visitor of each line on the way. */
    public Verification verify(Path log, VerifiedLine.Visitor visitor) throws IOException {
        return new Run(visitor).run(epochs(log));
    }

    /** Those of a log's directory, or the one that is named. */
    public static List<Epoch> epochs(Path log) throws IOException {
        List<Epoch> epochs = Epoch.of(log);
        if (epochs.isEmpty() && Files.exists(new Epoch(log).publicKey())) {
            epochs = List.of(new Epoch(log.toAbsolutePath().normalize()));
        }
        if (epochs.isEmpty()) {
            throw new IOException("There is no log in " + log + ": it has no epoch such as 2026-000.");
        }
        return epochs;
    }

    /** One verification. */
    private final class Run {

        private final VerifiedLine.Visitor visitor;
        private final List<Finding> findings = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final Map<String, Long> kinds = new TreeMap<>();
        private final Map<String, Optional<Checkpoint>> heads = new HashMap<>();

        /** Index behind the last record without a line, of each epoch; and as prune records say. */
        private final Map<String, Long> prunedEnds = new TreeMap<>();

        private final Map<String, Long> prunes = new HashMap<>();

        private final DaySets days = new DaySets();

        /** Said by the record that opens the epoch at hand. */
        private @Nullable LineFields opening;

        Run(VerifiedLine.Visitor visitor) {
            this.visitor = visitor;
        }

        Verification run(List<Epoch> epochs) throws IOException {
            List<Verification.Verified> verified = new ArrayList<>();
            for (Epoch epoch : epochs) {
                Findings own = new Findings(epoch.name());
                verified.add(one(epoch, own, !verified.isEmpty()));
                findings.addAll(own.all());
            }
            prunedEnds.forEach((epoch, end) -> {
                long said = prunes.getOrDefault(epoch, 0L);
                if (end > said) {
                    findings.add(new Finding(
                            Finding.Kind.SEGMENT_MISSING,
                            epoch,
                            "The lines of records " + said + " to " + (end - 1)
                                    + " are gone, and no prune record tells of them: somebody removed them by hand."));
                }
            });
            findings.addAll(days.mismatches());
            findings.addAll(days.missing(prunedEnds));
            return new Verification(verified, kinds, findings, notes, days.ofPruned(prunedEnds));
        }

        private Verification.Verified one(Epoch epoch, Findings own, boolean follows) throws IOException {
            opening = null;
            VerifierKey beside = key(epoch, own);
            List<VerifierKey> trusted = keys.isEmpty() && beside != null ? List.of(beside) : keys;
            String origin = beside == null ? "" : beside.name();
            Heads signed = new Heads(epoch, origin, trusted, own);
            for (SignedNote note : kept) {
                if (note.text().startsWith(origin + "\n")) {
                    signed.keep(note);
                }
            }
            Optional<WitnessedHead> witnessed = WitnessedHead.of(epoch, origin, witnesses, kept);
            witnessed.ifPresent(head -> signed.keep(head.note()));
            Unwitnessed unwitnessed = new Unwitnessed(witnessed);
            EpochVerifier pass = new EpochVerifier(epoch, own, signed, line -> {
                if (line.index() == 0) {
                    opening = line.fields();
                }
                unwitnessed.line(line);
                days.line(line);
                visitor.line(line);
            });
            Verification.Verified result = pass.verify();
            heads.put(epoch.name(), result.head());
            opened(own, origin, follows);
            pass.kinds().forEach((kind, count) -> kinds.merge(kind, count, Long::sum));
            pass.prunes().forEach((name, to) -> prunes.merge(name, to, Math::max));
            prunedEnds.put(epoch.name(), pass.prunedEnd());
            pass.notes().forEach(note -> notes.add(epoch.name() + ": " + note));
            unwitnessed.end(result.records(), own).ifPresent(note -> notes.add(epoch.name() + ": " + note));
            return result;
        }

        private @Nullable VerifierKey key(Epoch epoch, Findings own) throws IOException {
            try {
                VerifierKey beside =
                        VerifierKey.parse(Files.readString(epoch.publicKey()).strip());
                boolean known = keys.isEmpty() || keys.stream().anyMatch(key -> isOf(key, beside));
                if (!known) {
                    own.add(Finding.Kind.BAD_SIGNATURE, "The epoch names another key than the one you trust.");
                }
                if (keys.isEmpty()) {
                    notes.add(epoch.name()
                            + ": the key was taken from the log itself; name yours, got elsewhere, with --key.");
                }
                return beside;
            } catch (IllegalArgumentException | java.nio.file.NoSuchFileException e) {
                own.add(Finding.Kind.BAD_SIGNATURE, "The epoch's public key can't be read.");
                return null;
            }
        }

        /** The log's key, or the epoch's own. */
        private static boolean isOf(VerifierKey trusted, VerifierKey epoch) {
            return trusted.covers(epoch.name()) && trusted.named(epoch.name()).equals(epoch);
        }

        /** The first record names the log and the head of the epoch before it. */
        private void opened(Findings own, String origin, boolean follows) {
            if (opening == null) {
                return; // pruned, or there is no line
            }
            if (!opening.text("ty").equals("open") || !opening.text("origin").equals(origin)) {
                own.add(Finding.Kind.ROOT_MISMATCH, "Record 0 does not open the log " + origin + ".");
                return;
            }
            LineFields previous = opening.object("previous");
            String name = previous.text("epoch");
            if (name.isEmpty()) {
                if (follows) {
                    own.add(Finding.Kind.FORK, "This epoch begins as if there were none before it.");
                }
                return;
            }
            Optional<Checkpoint> head = heads.getOrDefault(name, Optional.empty());
            if (!heads.containsKey(name)) {
                notes.add(own.epoch() + ": it follows " + name + ", which is not here: its head had "
                        + previous.number("size") + " records and the root " + previous.text("root") + ".");
            } else if (head.isPresent() && !same(head.get().head(), previous)) {
                own.add(Finding.Kind.FORK, "This epoch follows another head of " + name + " than that one shows.");
            }
            notes.add(own.epoch() + ": it was begun after " + name + " because of: " + previous.text("why") + ".");
        }

        private static boolean same(Proofs.Head head, LineFields previous) {
            try {
                return head.equals(new Proofs.Head(previous.number("size"), TreeHash.parse(previous.text("root"))));
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }
}
