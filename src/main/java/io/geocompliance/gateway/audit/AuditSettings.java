package io.geocompliance.gateway.audit;

import java.nio.file.Path;

/**
 * Where and how decisions are recorded.
 *
 * @param directory made if it is absent; default {@code data/audit}
 * @param privacy what a record may hold for regions without a duty; default {@link Privacy#STRICT}
 * @param queueBytes what may wait for the writer, in bytes; default 64 MiB, beyond it lines are counted instead of written
 */
public record AuditSettings(Path directory, Privacy privacy, long queueBytes) {

    /** How much a record may say of visits to which no rule applies; those with a duty are always strict. */
    public enum Privacy {
        /** The same for every region: structure, operator's facts and coarse values. */
        STRICT,
        /** Page class and coarser detail for regions without a duty. */
        BALANCED
    }
}
