package io.geocompliance.gateway.audit;

import io.geocompliance.gateway.audit.files.LogDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * The room that is left on the log's disk, and a file that is given up so that the log's last words fit where there is none. Owned by the
 * writer's thread.
 */
final class DiskRoom {

    /** What last words need at most: counts of a thousand keys, a head, its copy. */
    private static final long BALLAST_BYTES = 1L << 20;

    private final LogDirectory directory;
    private final Path ballast;
    private final AuditSettings.DiskFull whenFull;
    private final Retention retention;

    DiskRoom(LogDirectory directory, AuditSettings.DiskFull whenFull, Retention retention) {
        this.directory = directory;
        this.ballast = directory.directory().resolve("ballast");
        this.whenFull = whenFull;
        this.retention = retention;
    }

    /** What is to happen without room. */
    AuditSettings.DiskFull whenFull() {
        return whenFull;
    }

    /** Whether lines have to stop: there is no room, and none is being made. */
    boolean isFull() throws IOException {
        if (isShort()) {
            return whenFull.action() != AuditSettings.DiskFull.Action.ROTATE || !retention.isMakingRoom();
        }
        retention.roomIsThere();
        return false;
    }

    /** Whether less is left than the low-water mark, the ballast not counted: while that is given up there has to be more. */
    boolean isShort() throws IOException {
        long missing = Files.exists(ballast) ? 0 : ballastBytes();
        return directory.disk().usableBytes(directory.directory()) < whenFull.lowWaterBytes() + missing;
    }

    private long ballastBytes() {
        return Math.min(BALLAST_BYTES, whenFull.lowWaterBytes() / 4);
    }

    /** Takes the ballast up, if it is not there and there is room for it. */
    void load() throws IOException {
        if (ballastBytes() > 0 && !Files.exists(ballast) && !isShort()) {
            byte[] bytes = new byte[(int) ballastBytes()];
            // A file system that packs would keep zeros for nothing. The same bytes in every log: among a million drawn
            // anew, who looks for the four of a reader's address would find them, once in some thousand logs.
            new Random(0).nextBytes(bytes);
            directory.disk().replace(ballast, bytes);
        }
    }

    /** Gives the ballast up. */
    void release() {
        try {
            Files.deleteIfExists(ballast);
        } catch (IOException e) {
            return; // then the last words fit or they don't
        }
    }
}
