package io.geocompliance.gateway.audit.files;

import io.geocompliance.gateway.audit.tlog.TreeFrontier;
import io.geocompliance.gateway.audit.tlog.TreeHash;
import io.geocompliance.gateway.audit.tlog.TreeHasher;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packs a segment that grows no more: gzip aside, read back and compared, hashes, renamed, and only then the plain file goes. Safe to do again
 * after a crash anywhere in between.
 *
 * @param edge the tree up to the segment's first record
 */
record SegmentPacker(Epoch epoch, Segment plain, TreeFrontier edge) implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentPacker.class);
    private static final int BUFFER_BYTES = 1 << 16;

    /** What was seen on a way through the lines. */
    private record Seen(String sha256, long records, List<TreeHash> blocks, TreeHash root) {}

    /** A failure leaves the plain file, which is read as well; the next start tries again. */
    @Override
    public void run() {
        try {
            pack();
        } catch (IOException e) {
            LOG.warn("The segment {} of the evidence log stays unpacked: {}", plain.name(), e.getMessage());
        }
    }

    private void pack() throws IOException {
        Path aside = epoch.packed().resolve(plain.name() + ".gz.new");
        try (FileChannel file = OwnerFiles.open(aside, StandardOpenOption.CREATE)) {
            file.truncate(0);
            OutputStream zipped = new GZIPOutputStream(
                    new BufferedOutputStream(Channels.newOutputStream(file), BUFFER_BYTES), BUFFER_BYTES);
            try (InputStream lines = plain.open()) {
                lines.transferTo(zipped);
            }
            zipped.flush();
            ((GZIPOutputStream) zipped).finish();
            zipped.flush();
            file.force(true);
        }
        Seen was = see(plain.open());
        Segment packed = plain.packed(epoch, was.records);
        Seen is = see(new java.util.zip.GZIPInputStream(Files.newInputStream(aside), BUFFER_BYTES));
        if (!is.equals(was)) {
            throw new IOException("what was packed does not read back as it was");
        }
        Disk.REAL.replace(packed.hashes(), SegmentMeta.bytes(was.blocks));
        Disk.REAL.replace(packed.meta(), new SegmentMeta(was.sha256, edge.root(), was.root).text(packed));
        Files.move(aside, packed.file(), StandardCopyOption.ATOMIC_MOVE);
        OwnerFiles.syncDirectory(epoch.packed());
        Files.delete(plain.file());
        OwnerFiles.syncDirectory(epoch.open());
    }

    private Seen see(InputStream bytes) throws IOException {
        MessageDigest sha256 = TreeHasher.sha256();
        TreeHasher hasher = new TreeHasher();
        TreeFrontier tree = edge.copy();
        List<TreeHash> blocks = new ArrayList<>();
        try (LineScanner lines = new LineScanner(new DigestInputStream(bytes, sha256))) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                TreeHash block = tree.appendLeaf(hasher.leaf(line));
                if (block != null) {
                    blocks.add(block);
                }
            }
        }
        return new Seen(HexFormat.of().formatHex(sha256.digest()), tree.size() - edge.size(), blocks, tree.root());
    }
}
