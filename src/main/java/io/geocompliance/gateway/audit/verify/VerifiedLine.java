package io.geocompliance.gateway.audit.verify;

import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.files.Segment;
import io.geocompliance.gateway.audit.tlog.TreeHash;
import java.nio.charset.StandardCharsets;

/**
 * One record on the way through the log. Whether it can be believed is known when the pass is over.
 *
 * @param index in the epoch's tree
 * @param line the bytes that were hashed, without LF; nobody changes them
 * @param leaf their hash
 * @param fields what the line says
 * @param isKept whether it stands alone, the other lines of its segment having been pruned
 */
public record VerifiedLine(
        Epoch epoch, Segment segment, long index, byte[] line, TreeHash leaf, LineFields fields, boolean isKept) {

    /** One among the others of its segment. */
    public VerifiedLine(Epoch epoch, Segment segment, long index, byte[] line, TreeHash leaf, LineFields fields) {
        this(epoch, segment, index, line, leaf, fields, false);
    }

    /** What is told of each line. */
    @FunctionalInterface
    public interface Visitor {

        Visitor NONE = line -> {};

        void line(VerifiedLine line);
    }

    /** The record's kind, such as {@code dec}. */
    public String kind() {
        return fields.text("ty");
    }

    /** The minute it is dated, as it is written; empty for kinds without one. */
    public String time() {
        return fields.text("t");
    }

    public String text() {
        return new String(line, StandardCharsets.UTF_8);
    }
}
