package io.geocompliance.gateway.audit;

import io.geocompliance.gateway.audit.files.LogDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where and how decisions are recorded.
 *
 * @param directory made if it is absent; default {@code data/audit}
 * @param key file with the private key; null: {@code log.key} in the directory. Made if it is absent
 * @param witnesses tlog-policy file of those who are asked for cosignatures; null: nobody is
 * @param writing what waits for the disk, and what does not wait
 */
public record AuditSettings(
        Path directory, @Nullable Path key, @Nullable Path witnesses, Writing writing) {

    private static final long COMMAND_QUEUE_BYTES = 1 << 20;

    /** Without witnesses; all else as by default. */
    public AuditSettings(Path directory, @Nullable Path key, long queueBytes) {
        this(directory, key, null, Writing.through(queueBytes));
    }

    /**
     * For a command that writes a few lines while no gateway does: as long as any room is left, since pruning is what makes some.
     *
     * @param key null: {@code log.key} in the directory
     */
    public static AuditSettings forCommand(Path directory, @Nullable Path key) {
        Writing writing = new Writing(
                COMMAND_QUEUE_BYTES,
                OnFull.COUNT,
                Durability.GROUP,
                new DiskFull(DiskFull.Action.SUSPEND, 0),
                Optional.empty());
        return new AuditSettings(directory, key, null, writing);
    }

    /** Where the private key is. */
    public Path keyFile() {
        return key == null ? directory.resolve(LogDirectory.KEY) : key;
    }

    /**
     * How lines get to the disk, and how long they stay there.
     *
     * @param queueBytes what may wait for the writer, in bytes; default 64 MiB
     * @param onFull what happens to pages whose line finds no room; default {@link OnFull#COUNT}
     * @param durability what has to be on the disk when a page ends; default {@link Durability#GROUP}
     * @param diskFull what happens when the disk has no more room
     * @param linesKept after this time a record loses its line; empty, which is the default: never by itself
     */
    public record Writing(
            long queueBytes, OnFull onFull, Durability durability, DiskFull diskFull, Optional<Duration> linesKept) {

        /** A queue of this length, all else as by default. */
        static Writing through(long queueBytes) {
            return new Writing(queueBytes, OnFull.COUNT, Durability.GROUP, DiskFull.DEFAULT, Optional.empty());
        }
    }

    /**
     * What happens when the disk has no more room; in every case records are counted, and pages and notices go out.
     *
     * @param lowWaterBytes less than this is no room, and with 0 no ballast is kept; default 16 MiB
     */
    public record DiskFull(Action action, long lowWaterBytes) {

        static final DiskFull DEFAULT = new DiskFull(Action.SUSPEND, 16L << 20);

        /** In the words of auditd. */
        public enum Action {
            /** Lines stop until there is room; nobody is told but by the gap. */
            IGNORE,
            /** The same, and an error in the gateway's own log. */
            SYSLOG,
            /** What retention allows is pruned; if that is not enough, as {@link #SUSPEND}. */
            ROTATE,
            /** As {@link #SYSLOG}, and a note on readiness. */
            SUSPEND,
            /** As {@link #SYSLOG}, and the gateway is not ready, so that others get its visitors. */
            SINGLE,
            /** The gateway stops in order. */
            HALT
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
