package io.geocompliance.gateway.audit;

import io.geocompliance.gateway.audit.files.LogDirectory;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where and how decisions are recorded.
 *
 * @param directory made if it is absent; default {@code data/audit}
 * @param key file with the private key; null: {@code log.key} in the directory. Made if it is absent
 * @param witnesses tlog-policy file of those who are asked for cosignatures; null: nobody is
 * @param privacy what a record may hold for regions without a duty; default {@link Privacy#STRICT}
 * @param queueBytes what may wait for the writer, in bytes; default 64 MiB, beyond it lines are counted instead of written
 */
public record AuditSettings(
        Path directory, @Nullable Path key, @Nullable Path witnesses, Privacy privacy, long queueBytes) {

    /** Without witnesses. */
    public AuditSettings(Path directory, @Nullable Path key, Privacy privacy, long queueBytes) {
        this(directory, key, null, privacy, queueBytes);
    }

    /** Where the private key is. */
    Path keyFile() {
        return key == null ? directory.resolve(LogDirectory.KEY) : key;
    }

    /** How much a record may say of visits to which no rule applies; those with a duty are always strict. */
    public enum Privacy {
        /** The same for every region: structure, operator's facts and coarse values. */
        STRICT,
        /** Page class and coarser detail for regions without a duty. */
        BALANCED
    }
}
