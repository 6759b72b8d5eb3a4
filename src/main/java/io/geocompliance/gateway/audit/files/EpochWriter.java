package io.geocompliance.gateway.audit.files;

import io.geocompliance.gateway.audit.tlog.Checkpoint;
import io.geocompliance.gateway.audit.tlog.Proofs;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.SigningKey;
import io.geocompliance.gateway.audit.tlog.TreeFrontier;
import io.geocompliance.gateway.audit.tlog.TreeHasher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Appends to an epoch: lines, then force, then sign. A head is signed only over lines that a force has taken, so no power cut can make the
 * log disagree with what it signed. Owned by the log's writer thread.
 */
public final class EpochWriter implements AutoCloseable {

    /** Small writes are joined up to this; longer than any line. */
    private static final int BUFFER_BYTES = 1 << 17;

    private final Epoch epoch;
    private final Disk disk;
    private final SigningKey key;
    private final Packing packing;
    private final TreeHasher hasher = new TreeHasher();
    private final LineSeal seal = new LineSeal();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

    private TreeFrontier edge;
    private Segment segment;
    private TreeFrontier beforeSegment;
    private Disk.Appending file;
    private long bytes;

    /** What the last force took; all beyond may be lost. */
    private TreeFrontier durable;

    private long durableBytes;
    private long signedSize;

    private EpochWriter(
            Epoch epoch, Disk disk, SigningKey key, Packing packing, EpochState.Growing at, TreeFrontier edge)
            throws IOException {
        this.epoch = epoch;
        this.disk = disk;
        this.key = key.named(epoch.origin(key.verifier().name()));
        this.packing = packing;
        this.edge = edge;
        this.durable = edge.copy();
        this.segment = at.segment();
        this.beforeSegment = at.before();
        this.bytes = at.bytes();
        this.durableBytes = bytes;
        this.file = disk.append(segment.file(), bytes);
    }

    /** What a writer needs of its log. */
    record Place(Epoch epoch, Disk disk, SigningKey key, Packing packing) {}

    /** Goes on where lines end, in a new segment if none grows. What is on the disk counts as forced only when {@link #force} returned. */
    static EpochWriter resume(Place place, EpochState state) throws IOException {
        EpochState.Growing growing = state.last();
        if (growing == null) {
            Segment fresh = Segment.growing(place.epoch, state.edge().size());
            growing = new EpochState.Growing(fresh, state.edge().copy(), 0, 0);
        }
        EpochWriter writer = new EpochWriter(place.epoch, place.disk, place.key, place.packing, growing, state.edge());
        writer.signedSize = state.signed() == null ? 0 : state.head().size();
        try {
            writer.rewrite(growing.signedBytes());
        } catch (IOException | RuntimeException e) {
            writer.file.close();
            throw e;
        }
        return writer;
    }

    /**
     * Writes lines that no head covers over themselves: if an earlier process' force of them failed, the kernel holds them as if they were
     * on the disk, and only what is written again is forced again.
     */
    private void rewrite(long from) throws IOException {
        if (from == bytes) {
            return;
        }
        Path path = segment.file();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer block = ByteBuffer.allocate(BUFFER_BYTES);
            for (long at = from; at < bytes; at += block.limit()) {
                block.clear().limit((int) Math.min(BUFFER_BYTES, bytes - at));
                while (block.hasRemaining() && channel.read(block, at + block.position()) >= 0) {
                    continue;
                }
                block.flip();
                while (block.hasRemaining()) {
                    channel.write(block, at + block.position());
                }
            }
        }
        force();
    }

    public Epoch epoch() {
        return epoch;
    }

    /** The epoch's name as a log, which its key signs for. */
    public String origin() {
        return key.verifier().name();
    }

    /** Records so far. */
    public long size() {
        return edge.size();
    }

    /** Bytes of the segment that grows. */
    public long segmentBytes() {
        return bytes;
    }

    /**
     * Appends a record.
     *
     * @param line an object on one line with its LF; index and salt are added
     */
    public void append(byte[] line) throws IOException {
        byte[] sealed = seal.seal(line, edge.size());
        if (sealed.length > LineScanner.LONGEST_LINE) {
            throw new IllegalArgumentException("a line has at most " + LineScanner.LONGEST_LINE + " bytes");
        }
        edge.append(hasher.leaf(sealed));
        if (buffer.remaining() <= sealed.length) {
            flush();
        }
        buffer.put(sealed).put((byte) '\n');
        bytes += sealed.length + 1L;
    }

    private void flush() throws IOException {
        buffer.flip();
        try {
            file.write(buffer);
        } finally {
            buffer.clear();
        }
    }

    /** Returns when every record so far is on the disk. */
    public void force() throws IOException {
        flush();
        file.force();
        durable = edge.copy();
        durableBytes = bytes;
    }

    /** Signs what the last force took, if that is more than was signed before. */
    public void checkpoint() throws IOException {
        if (durable.size() > signedSize) {
            disk.replace(epoch.checkpoint(), signed().toString().getBytes(StandardCharsets.UTF_8));
            signedSize = durable.size();
        }
    }

    private SignedNote signed() {
        return key.sign(new Checkpoint(origin(), new Proofs.Head(durable.size(), durable.root())).text());
    }

    /** Keeps the head of this minute, beside those of the day's other minutes. */
    public void anchor(Instant now) throws IOException {
        checkpoint();
        Path day =
                epoch.anchors().resolve(LocalDate.ofInstant(now, ZoneOffset.UTC).toString());
        try (Disk.Appending anchors = disk.append(day, Files.exists(day) ? Files.size(day) : 0)) {
            anchors.write(
                    ByteBuffer.wrap((Files.readString(epoch.checkpoint()) + "\n").getBytes(StandardCharsets.UTF_8)));
            anchors.force();
        }
    }

    /** Whether a segment could end here: each ends with a whole block, so that pruning takes whole blocks. */
    public boolean isAtBlock() {
        return edge.size() % TreeFrontier.BLOCK == 0 && bytes > 0;
    }

    /** Ends the segment, signs, and begins the next; the old one is packed aside. */
    public void turn() throws IOException {
        force();
        checkpoint();
        Segment next = Segment.growing(epoch, edge.size());
        Disk.Appending grown = disk.append(next.file(), 0);
        file.close();
        packing.pack(new SegmentPacker(epoch, segment, beforeSegment));
        file = grown;
        segment = next;
        beforeSegment = edge.copy();
        bytes = 0;
        durableBytes = 0;
    }

    /**
     * After a failed write: cuts the file to what the last force took, in a file opened anew, and goes on from there.
     *
     * @return what was cut
     */
    public Optional<TornTail> rollBack() throws IOException {
        closeQuietly();
        buffer.clear();
        Optional<TornTail> cut = TornTail.from(segment.file(), durableBytes);
        if (cut.isPresent()) {
            cut.get().note(disk, epoch);
        }
        file = disk.append(segment.file(), durableBytes);
        bytes = durableBytes;
        edge = durable.copy();
        return TornTail.noted(epoch);
    }

    /** The cut stands in a record that is on the disk. */
    public void told() throws IOException {
        Files.deleteIfExists(epoch.cut());
    }

    private void closeQuietly() {
        try {
            file.close();
        } catch (IOException e) {
            return; // it had failed before
        }
    }

    /** Takes back what was written in vain, as far as the disk lets it, and lets the file go. */
    public void discard() {
        try {
            rollBack();
        } catch (IOException e) {
            return; // the next beginning finds what is there
        } finally {
            closeQuietly();
        }
    }

    /** Lets the file go; what was not forced is nobody's promise. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
