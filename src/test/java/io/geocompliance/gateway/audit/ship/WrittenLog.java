package io.geocompliance.gateway.audit.ship;

import io.geocompliance.gateway.audit.files.Disk;
import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.files.EpochWriter;
import io.geocompliance.gateway.audit.files.LogDirectory;
import io.geocompliance.gateway.audit.tlog.Checkpoint;
import io.geocompliance.gateway.audit.tlog.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A log as the gateway's writer writes it, but for what its lines say. */
final class WrittenLog implements AutoCloseable {

    private final LogDirectory directory;
    private EpochWriter writer;
    private final SigningKey key;
    private int written;

    private WrittenLog(LogDirectory directory, SigningKey key, Instant now) throws IOException {
        this.directory = directory;
        this.key = key;
        this.writer = directory.begin(key, now).writer();
    }

    static WrittenLog begin(Path directory, SigningKey key, Instant now) throws IOException {
        return new WrittenLog(LogDirectory.hold(directory, Disk.REAL), key, now);
    }

    /** Appends lines, without forcing or signing them. */
    WrittenLog append(int lines) throws IOException {
        for (int i = 0; i < lines; i++) {
            writer.append(("{\"ty\":\"dec\",\"line\":" + written++ + "}\n").getBytes(StandardCharsets.US_ASCII));
        }
        return this;
    }

    WrittenLog sign() throws IOException {
        writer.force();
        writer.checkpoint();
        return this;
    }

    /** To be called at a block. */
    WrittenLog turn() throws IOException {
        writer.turn();
        return this;
    }

    /** Takes back what was not forced. */
    WrittenLog rollBack() throws IOException {
        writer.rollBack();
        writer.told();
        return this;
    }

    /** A later year: another epoch. */
    void nextEpoch(Instant now) throws IOException {
        sign();
        writer.close();
        writer = directory.begin(key, now).writer();
    }

    Epoch epoch() {
        return writer.epoch();
    }

    static Checkpoint head(Epoch epoch) throws IOException {
        return Checkpoint.of(epoch.signedHead().orElseThrow());
    }

    static List<Epoch> epochs(Path directory) throws IOException {
        return Epoch.of(directory);
    }

    /** Waits for what is being packed. */
    @Override
    public void close() throws IOException {
        writer.close();
        directory.close();
    }
}
