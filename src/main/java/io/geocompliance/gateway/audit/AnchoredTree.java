package io.geocompliance.gateway.audit;

import io.geocompliance.gateway.audit.files.Disk;
import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.TreeHash;
import io.geocompliance.gateway.audit.verify.LogProofs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An epoch's files as those see them who keep its heads; read and written beside the log's writer, in files that are not the writer's. */
final class AnchoredTree implements Anchoring.Tree {

    private static final Logger LOG = LoggerFactory.getLogger(AnchoredTree.class);

    private final Epoch epoch;

    /** Written by those who anchor, read by the writer. */
    private volatile boolean contradicted;

    AnchoredTree(Epoch epoch) {
        this.epoch = epoch;
    }

    Epoch epoch() {
        return epoch;
    }

    boolean isContradicted() {
        return contradicted;
    }

    @Override
    public List<TreeHash> consistency(long older, long newer) throws IOException {
        return new LogProofs(epoch).consistency(older, newer);
    }

    /** Appends to the day's file, by this machine's clock: the cosignatures say the time that counts. */
    @Override
    public void keep(SignedNote anchored) throws IOException {
        Files.createDirectories(epoch.witnessed());
        Path day = epoch.witnessed()
                .resolve(LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC).toString());
        try (Disk.Appending file = Disk.REAL.append(day, Files.exists(day) ? Files.size(day) : 0)) {
            file.write(ByteBuffer.wrap((anchored + "\n").getBytes(StandardCharsets.UTF_8)));
            file.force();
        }
    }

    @Override
    public void contradicted(long knownSize) {
        try {
            Disk.REAL.replace(epoch.contradicted(), (knownSize + "\n").getBytes(StandardCharsets.US_ASCII));
            contradicted = true;
        } catch (IOException e) {
            LOG.error("It can't be kept that a witness knows another tree: {}", e.getMessage());
        }
    }
}
