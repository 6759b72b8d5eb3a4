package io.geocompliance.gateway.audit.verify;

import io.geocompliance.gateway.audit.files.Segment;
import io.geocompliance.gateway.audit.files.SegmentMeta;
import io.geocompliance.gateway.audit.tlog.TreeFrontier;
import io.geocompliance.gateway.audit.tlog.TreeHash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a packed segment is the one that was packed, by its description: that is no proof, but it tells where to look, and a segment that was
 * replaced from one whose line was changed.
 */
final class SegmentCheck {

    private final Findings findings;

    /** Root after the packed segment before; null if there is none or it has no description. */
    private @Nullable TreeHash rootBefore;

    private String nameBefore = "";

    SegmentCheck(Findings findings) {
        this.findings = findings;
    }

    /**
     * What was read of a segment.
     *
     * @param sha256 of its lines, in hex
     * @param blocks roots of its whole blocks; they begin anew with the segment
     */
    record Read(Segment segment, long records, String sha256, List<TreeHash> blocks, TreeFrontier after) {}

    void growing() {
        rootBefore = null;
    }

    void packed(Read read) {
        Segment segment = read.segment();
        SegmentMeta meta;
        List<TreeHash> blocks;
        try {
            meta = SegmentMeta.read(segment);
            blocks = SegmentMeta.blocks(segment);
        } catch (IOException e) {
            findings.add(
                    Finding.Kind.SEGMENT_REPLACED,
                    "The segment " + segment.name() + " has no description that can be read: " + e.getMessage());
            rootBefore = null;
            return;
        }
        if (rootBefore != null && !rootBefore.equals(meta.before())) {
            findings.add(
                    Finding.Kind.SEGMENT_REPLACED,
                    "The segment " + segment.name() + " does not follow the segment " + nameBefore
                            + ": one of them was put in the place of another.");
        } else if (!meta.sha256().equals(read.sha256())) {
            changed(read, blocks);
        } else if (!blocks.equals(read.blocks())) {
            findings.add(
                    Finding.Kind.SEGMENT_REPLACED,
                    "The segment " + segment.name() + " is not the one that its hashes were kept of.");
        }
        rootBefore = meta.after();
        nameBefore = segment.name();
    }

    private void changed(Read read, List<TreeHash> blocks) {
        List<String> changed = new ArrayList<>();
        for (int i = 0; i < Math.min(blocks.size(), read.blocks().size()); i++) {
            if (!blocks.get(i).equals(read.blocks().get(i))) {
                long first = read.segment().first() + (long) i * TreeFrontier.BLOCK;
                changed.add(first + " to " + (first + TreeFrontier.BLOCK - 1));
            }
        }
        if (changed.size() == blocks.size() && changed.size() > 1) {
            findings.add(
                    Finding.Kind.SEGMENT_REPLACED,
                    "The segment " + read.segment().name()
                            + " is another than the one that was packed: no record is as it was.");
        } else if (changed.isEmpty()) {
            findings.add(
                    Finding.Kind.ROOT_MISMATCH,
                    "The segment " + read.segment().name() + " has not the lines it was packed with.");
        } else {
            findings.add(
                    Finding.Kind.ROOT_MISMATCH,
                    "A line was changed among records "
                            + String.join(", ", changed.subList(0, Math.min(5, changed.size()))) + " of segment "
                            + read.segment().name() + ".");
        }
    }
}
