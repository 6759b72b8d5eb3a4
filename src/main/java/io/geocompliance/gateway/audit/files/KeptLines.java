package io.geocompliance.gateway.audit.files;

import io.geocompliance.gateway.audit.tlog.TreeFrontier;
import io.geocompliance.gateway.audit.tlog.TreeHash;
import io.geocompliance.gateway.audit.tlog.TreeHasher;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The lines that stay when a segment is pruned, since they tell of no reader: each with the hashes that lead to the root of its block, so
 * that they are proven by the tree as before.
 *
 * <p>The file has two lines for each: its index and the hashes of its path from below in Base64, separated by spaces; then the line.
 */
public final class KeptLines {

    /** Hashes from a leaf to its block's root. */
    private static final int DEPTH = Integer.numberOfTrailingZeros(TreeFrontier.BLOCK);

    private KeptLines() {}

    /** One of them. */
    public record Kept(long index, byte[] line, List<TreeHash> path) {

        /** The root of its block, if it is the line that stood there. */
        public TreeHash block(TreeHasher hasher) {
            TreeHash hash = hasher.leaf(line);
            for (int level = 0; level < path.size(); level++) {
                TreeHash beside = path.get(level);
                hash = (index >> level & 1) == 0 ? hasher.node(hash, beside) : hasher.node(beside, hash);
            }
            return hash;
        }
    }

    /** Keeps those of a packed segment, durably, before it is forgotten. */
    static void keep(Segment segment, Predicate<byte[]> stays) throws IOException {
        Writer writer = new Writer(segment.first());
        try (SegmentLines lines = new SegmentLines(segment)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                writer.line(line, stays.test(line));
            }
        }
        Disk.REAL.replace(segment.kept(), writer.text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Those of a segment whose other lines are gone; none where nothing was kept. Nobody has judged them yet. */
    public static List<Kept> of(Segment segment) throws IOException {
        List<Kept> kept = new ArrayList<>();
        try (BufferedReader file = Files.newBufferedReader(segment.kept())) {
            for (String head = file.readLine(); head != null; head = file.readLine()) {
                String line = file.readLine();
                if (line == null) {
                    throw new IllegalArgumentException("a line is missing");
                }
                kept.add(parse(head, line));
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new IOException("The file " + segment.kept() + " does not hold kept lines: " + e.getMessage());
        }
        return kept;
    }

    private static Kept parse(String head, String line) {
        String[] words = head.split(" ", -1);
        if (words.length != DEPTH + 1) {
            throw new IllegalArgumentException("a path has " + DEPTH + " hashes");
        }
        List<TreeHash> path = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            path.add(TreeHash.parse(words[i]));
        }
        return new Kept(Long.parseLong(words[0]), line.getBytes(StandardCharsets.UTF_8), path);
    }

    /** Collects blocks, and writes of each what stays. */
    private static final class Writer {

        private final TreeHasher hasher = new TreeHasher();
        private final StringBuilder text = new StringBuilder();

        /** Of the block at hand; null stands for a line that goes. */
        private final List<byte @Nullable []> lines = new ArrayList<>();

        private final List<TreeHash> leaves = new ArrayList<>();
        private long first;

        Writer(long first) {
            this.first = first;
        }

        void line(byte[] line, boolean stays) {
            lines.add(stays ? line : null);
            leaves.add(hasher.leaf(line));
            if (lines.size() == TreeFrontier.BLOCK) {
                block();
            }
        }

        private void block() {
            List<List<TreeHash>> levels = new ArrayList<>();
            for (List<TreeHash> level = List.copyOf(leaves); level.size() > 1; level = above(level)) {
                levels.add(level);
            }
            for (int i = 0; i < lines.size(); i++) {
                byte[] line = lines.get(i);
                if (line != null) {
                    text.append(first + i);
                    for (int level = 0; level < DEPTH; level++) {
                        text.append(' ').append(levels.get(level).get(i >> level ^ 1));
                    }
                    text.append('\n')
                            .append(new String(line, StandardCharsets.UTF_8))
                            .append('\n');
                }
            }
            first += lines.size();
            lines.clear();
            leaves.clear();
        }

        private List<TreeHash> above(List<TreeHash> level) {
            List<TreeHash> above = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 2) {
                above.add(hasher.node(level.get(i), level.get(i + 1)));
            }
            return above;
        }
    }
}
