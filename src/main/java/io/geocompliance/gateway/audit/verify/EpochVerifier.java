package io.geocompliance.gateway.audit.verify;

import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.files.KeptLines;
import io.geocompliance.gateway.audit.files.Segment;
import io.geocompliance.gateway.audit.files.SegmentLines;
import io.geocompliance.gateway.audit.files.SegmentMeta;
import io.geocompliance.gateway.audit.tlog.TreeFrontier;
import io.geocompliance.gateway.audit.tlog.TreeHash;
import io.geocompliance.gateway.audit.tlog.TreeHasher;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One pass over one epoch. */
final class EpochVerifier {

    private final Epoch epoch;
    private final Findings findings;
    private final Heads heads;
    private final VerifiedLine.Visitor visitor;
    private final TreeHasher hasher = new TreeHasher();
    private final TreeFrontier edge = new TreeFrontier(hasher);
    private final LineOrder order = new LineOrder();
    private final LineAccounts accounts = new LineAccounts();
    private final SegmentCheck segments;
    private final Map<String, Long> kinds = new TreeMap<>();

    /** Before which index records of an epoch were pruned, as prune records say. */
    private final Map<String, Long> prunes = new TreeMap<>();

    private long pruned;
    private long prunedEnd;

    /** Totals that follow the signed head. */
    private int totalsBeyondHead;

    /** Whether every record was at hand in its place. */
    private boolean comparable = true;

    EpochVerifier(Epoch epoch, Findings findings, Heads heads, VerifiedLine.Visitor visitor) {
        this.epoch = epoch;
        this.findings = findings;
        this.heads = heads;
        this.visitor = visitor;
        this.segments = new SegmentCheck(findings);
    }

    Verification.Verified verify() throws IOException {
        List<Segment> all = Segment.of(epoch);
        for (int i = 0; i < all.size(); i++) {
            Segment segment = now(all.get(i));
            place(segment);
            read(segment, i == all.size() - 1);
        }
        accounts.end();
        reportOrder();
        reportTree();
        reportAccounts();
        return new Verification.Verified(epoch.name(), heads.last(), edge.size(), pruned);
    }

    /** A log that is being written may have packed it meanwhile. */
    private Segment now(Segment segment) throws IOException {
        if (!segment.isGrowing() || Files.exists(segment.file())) {
            return segment;
        }
        return Segment.of(epoch).stream()
                .filter(packed -> packed.first() == segment.first())
                .findFirst()
                .orElse(segment);
    }

    /** Segments follow one another without a gap. */
    private void place(Segment segment) {
        if (segment.first() > order.next()) {
            findings.add(
                    Finding.Kind.SEGMENT_MISSING,
                    "Records " + order.next() + " to " + (segment.first() - 1)
                            + " are gone, lines and hashes, and no prune record tells of them: somebody removed them by hand.");
            comparable = false;
            order.skipTo(segment.first());
            accounts.skip();
        }
    }

    private void read(Segment segment, boolean isLast) throws IOException {
        if (segment.isPruned()) {
            passPruned(segment);
            return;
        }
        List<TreeHash> blocks = new ArrayList<>();
        TreeFrontier own = new TreeFrontier(hasher);
        try (SegmentLines lines = new SegmentLines(segment)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                TreeHash leaf = hasher.leaf(line);
                TreeHash block = own.appendLeaf(leaf);
                if (block != null && !segment.isGrowing()) {
                    blocks.add(block);
                }
                edge.append(leaf);
                heads.at(edge);
                take(segment, line, leaf);
            }
            if (segment.isGrowing()) {
                segments.growing();
            } else {
                segments.packed(new SegmentCheck.Read(segment, own.size(), lines.sha256(), blocks, edge));
                order.end(segment.first() + segment.count());
            }
            tail(lines, segment, isLast);
        } catch (java.util.zip.ZipException | java.io.EOFException e) {
            findings.add(
                    Finding.Kind.ROOT_MISMATCH,
                    "The segment " + segment.name() + " can't be unpacked (" + e.getMessage()
                            + "): its file was changed.");
            comparable = false;
            order.skipTo(segment.first() + segment.count());
            accounts.skip();
        }
    }

    private void passPruned(Segment segment) throws IOException {
        try {
            List<TreeHash> blocks = SegmentMeta.blocks(segment);
            for (TreeHash block : blocks) {
                edge.appendBlock(block);
                heads.at(edge);
            }
            kept(segment, blocks);
        } catch (IllegalArgumentException e) {
            comparable = false; // something before is missing, which has been said
        }
        pruned += segment.count();
        prunedEnd = segment.first() + segment.count();
        order.skipTo(prunedEnd);
        accounts.skip();
        segments.growing();
    }

    /** Lines that stayed are proven by the hash of their block, which the tree holds. */
    private void kept(Segment segment, List<TreeHash> blocks) throws IOException {
        for (KeptLines.Kept kept : KeptLines.of(segment)) {
            long block = (kept.index() - segment.first()) / TreeFrontier.BLOCK;
            boolean isThere = kept.index() >= segment.first()
                    && block < blocks.size()
                    && kept.block(hasher).equals(blocks.get((int) block));
            if (isThere) {
                take(new VerifiedLine(
                        epoch,
                        segment,
                        kept.index(),
                        kept.line(),
                        hasher.leaf(kept.line()),
                        LineFields.parse(kept.line()),
                        true));
            } else {
                findings.add(
                        Finding.Kind.ROOT_MISMATCH,
                        "What is kept as record " + kept.index() + " of the pruned segment " + segment.name()
                                + " is not what stood there.");
            }
        }
    }

    private void tail(SegmentLines lines, Segment segment, boolean isLast) throws IOException {
        long behind = lines.behind();
        if (behind == 0) {
            return;
        }
        if (isLast && segment.isGrowing()) {
            findings.add(
                    Finding.Kind.TORN_TAIL,
                    "The log ends within a line, " + behind
                            + " bytes of it: its writer is at work or died. A start cuts it off and says so.");
        } else {
            findings.add(Finding.Kind.ROOT_MISMATCH, "The segment " + segment.name() + " ends within a line.");
        }
    }

    private void take(Segment segment, byte[] line, TreeHash leaf) {
        long index = edge.size() - 1;
        LineFields fields;
        try {
            fields = LineFields.parse(line);
        } catch (IllegalArgumentException e) {
            findings.add(Finding.Kind.ROOT_MISMATCH, "Line " + index + " is no record: " + e.getMessage() + ".");
            return;
        }
        order.line(fields.number("seq"));
        accounts.line(index, fields);
        String kind = fields.text("ty");
        boolean totals = fields.has("accepted") && (kind.equals("tick") || kind.equals("close"));
        if (totals
                && heads.last().isPresent()
                && index >= heads.last().get().head().size()) {
            totalsBeyondHead++;
        }
        take(new VerifiedLine(epoch, segment, index, line, leaf, fields));
    }

    private void take(VerifiedLine line) {
        if (line.isKept()) {
            accounts.kept(line.fields());
        }
        kinds.merge(line.kind(), 1L, Long::sum);
        if (line.kind().equals("prune") && line.fields().has("to")) {
            prunes.merge(line.fields().text("epoch"), line.fields().number("to"), Math::max);
        }
        visitor.line(line);
    }

    /** Of lines that are not where they were. */
    private void reportOrder() {
        for (Map.Entry<Long, Long> missing : order.missing().entrySet()) {
            findings.add(
                    Finding.Kind.LINE_MISSING,
                    missing.getValue() - missing.getKey() == 1
                            ? "The line of record " + missing.getKey() + " is missing."
                            : "The lines of records " + missing.getKey() + " to " + (missing.getValue() - 1)
                                    + " are missing.");
        }
        if (order.swapped() > 0) {
            findings.add(
                    Finding.Kind.LINES_SWAPPED,
                    "Lines stand in another order than they were written, " + order.swapped()
                            + " of them, the first at record " + order.firstSwapped() + ".");
        }
    }

    /** Of the tree and who signed it. */
    private void reportTree() {
        heads.last().ifPresent(head -> {
            if (order.next() < head.head().size()) {
                findings.add(
                        Finding.Kind.TAIL_CUT,
                        "The log ends at record " + order.next() + ", but "
                                + head.head().size() + " were signed: its end was cut off.");
            }
        });
        if (totalsBeyondHead > 1) {
            findings.add(
                    Finding.Kind.CHECKPOINT_REPLACED,
                    "More than one minute follows the checkpoint unsigned: an older one was put in its place.");
        }
        heads.end(edge.size(), comparable && order.missing().isEmpty() && order.swapped() == 0);
    }

    /** Of what lines say. */
    private void reportAccounts() {
        accounts.mismatches().forEach(sentence -> findings.add(Finding.Kind.ACCOUNTING, sentence));
        if (accounts.unknown() > 0) {
            findings.add(
                    Finding.Kind.UNKNOWN_FACT,
                    accounts.unknown() + " records name what nobody introduced before; " + accounts.firstUnknown()
                            + ".");
        }
        if (accounts.gaps() > 0) {
            findings.add(
                    Finding.Kind.GAP,
                    accounts.gaps()
                            + " decisions were counted without a line; the log's gap records say when, where and why.");
        }
    }

    Map<String, Long> kinds() {
        return kinds;
    }

    List<String> notes() {
        return accounts.notes();
    }

    /** Before which index records of each epoch were pruned, as this one says. */
    Map<String, Long> prunes() {
        return prunes;
    }

    /** Index behind the last record whose line is gone. */
    long prunedEnd() {
        return prunedEnd;
    }
}
