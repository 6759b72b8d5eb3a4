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
 * @param writing what waits for the disk, and what does not wait
 */
public record AuditSettings(
        Path directory, @Nullable Path key, @Nullable Path witnesses, Privacy privacy, Writing writing) {

    /** Without witnesses; all else as by default. */
    public AuditSettings(Path directory, @Nullable Path key, Privacy privacy, long queueBytes) {
        this(directory, key, null, privacy, Writing.through(queueBytes));
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

    /**
     * How lines get to the disk.
     *
     * @param queueBytes what may wait for the writer, in bytes; default 64 MiB
     * @param onFull what happens to pages whose line finds no room; default {@link OnFull#COUNT}
     * @param durability what has to be on the disk when a page ends; default {@link Durability#GROUP}
     */
    public record Writing(long queueBytes, OnFull onFull, Durability durability) {

        /** A queue of this length, all else as by default. */
        static Writing through(long queueBytes) {
            return new Writing(queueBytes, OnFull.COUNT, Durability.GROUP);
        }
    }

    /** What has to be on the disk when a page that must carry a notice ends. */
    public enum Durability {
        /** Nothing yet: its line follows with those of others, within 50 ms. */
        GROUP,
        /** Its line. */
        BEFORE_END
    }

    /** What happens to a page that must carry a notice when the log can't take its line. */
    public enum OnFull {
        /** It goes out with its notice, and is counted. */
        COUNT,
        /** It is refused: 503, and counted. */
        REFUSE
    }
}
