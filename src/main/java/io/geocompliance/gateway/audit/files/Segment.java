package io.geocompliance.gateway.audit.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A run of an epoch's lines in one file, plain while it grows and gzip afterwards.
 *
 * @param directory of the file
 * @param first index of its first record
 * @param count of its records; {@link #GROWING} while it is plain
 */
public record Segment(Path directory, long first, long count) {

    /** Nobody knows yet how many. */
    public static final long GROWING = -1;

    private static final Pattern PLAIN = Pattern.compile("([0-9]{12})\\.jsonl");
    private static final Pattern PACKED = Pattern.compile("([0-9]{12})-([0-9]+)\\.(?:jsonl\\.gz|hashes)");
    private static final int BUFFER_BYTES = 1 << 16;

    /** Those of an epoch in their order, pruned ones too; a packed one stands for the plain one it was made from. */
    public static List<Segment> of(Epoch epoch) throws IOException {
        TreeMap<Long, Segment> found = new TreeMap<>();
        for (Segment plain : in(epoch.open(), PLAIN)) {
            found.put(plain.first, plain);
        }
        for (Segment packed : in(epoch.packed(), PACKED)) {
            if (packed.isPacked() || !found.containsKey(packed.first)) {
                found.put(packed.first, packed);
            }
        }
        return new ArrayList<>(found.values());
    }

    static Segment growing(Epoch epoch, long first) {
        return new Segment(epoch.open(), first, GROWING);
    }

    private static List<Segment> in(Path directory, Pattern pattern) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Segment> segments = new ArrayList<>();
            for (Path file : files.toList()) {
                Matcher name = pattern.matcher(String.valueOf(file.getFileName()));
                if (name.matches()) {
                    long count = name.groupCount() > 1 ? Long.parseLong(name.group(2)) : GROWING;
                    segments.add(new Segment(directory, Long.parseLong(name.group(1)), count));
                }
            }
            segments.sort(Comparator.comparingLong(Segment::first));
            return segments;
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    public boolean isGrowing() {
        return count == GROWING;
    }

    private boolean isPacked() {
        return !isGrowing() && Files.exists(file());
    }

    /** Whether the lines are gone and their hashes kept. */
    public boolean isPruned() {
        return !isGrowing() && !Files.exists(file());
    }

    /** As reports name it. */
    public String name() {
        return String.format(Locale.ROOT, "%012d", first) + (isGrowing() ? "" : "-" + count);
    }

    /** The lines. */
    public Path file() {
        return directory.resolve(name() + (isGrowing() ? ".jsonl" : ".jsonl.gz"));
    }

    /** SHA-256 of the lines, and the roots before and after. */
    public Path meta() {
        return directory.resolve(name() + ".meta");
    }

    /** The roots of blocks of 256 records, 32 bytes each; kept when the lines go. */
    public Path hashes() {
        return directory.resolve(name() + ".hashes");
    }

    /** The lines that stayed when the others went, see {@link KeptLines}. */
    Path kept() {
        return directory.resolve(name() + ".kept");
    }

    /** It is there once the log has told the segment's counts by day; a help for the writer, never proof. */
    public Path counted() {
        return directory.resolve(name() + ".counted");
    }

    /** The lines as plain bytes. */
    public InputStream open() throws IOException {
        InputStream bytes = Files.newInputStream(file());
        try {
            return isGrowing()
                    ? new BufferedInputStream(bytes, BUFFER_BYTES)
                    : new GZIPInputStream(bytes, BUFFER_BYTES);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /** Takes the lines of a packed one away but for those that are to stay; the hashes of all stay. */
    public void forget(Predicate<byte[]> stays) throws IOException {
        if (isGrowing()) {
            throw new IllegalStateException("a segment that grows keeps its lines");
        }
        KeptLines.keep(this, stays);
        Files.delete(file());
        Files.deleteIfExists(meta());
        OwnerFiles.syncDirectory(directory);
    }

    /** The plain one as it is packed. */
    Segment packed(Epoch epoch, long records) {
        return new Segment(epoch.packed(), first, records);
    }
}
