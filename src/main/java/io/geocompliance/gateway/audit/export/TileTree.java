package io.geocompliance.gateway.audit.export;

import io.geocompliance.gateway.audit.tlog.TreeFrontier;
import io.geocompliance.gateway.audit.tlog.TreeHash;
import io.geocompliance.gateway.audit.tlog.TreeHasher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A log as files of C2SP tlog-tiles: hash tiles of every level and entry bundles. Owned by one thread. */
final class TileTree {

    private static final int WIDTH = TreeFrontier.BLOCK;

    private final Path directory;
    private final TreeHasher hasher = new TreeHasher();

    /** Of each level the tile that is not full yet, and how many were. */
    private final List<Level> levels = new ArrayList<>();

    private final ByteArrayOutputStream bundle = new ByteArrayOutputStream();

    /** One level's open tile. */
    private static final class Level {
        private final List<TreeHash> hashes = new ArrayList<>();
        private long full;
    }

    TileTree(Path directory) {
        this.directory = directory;
    }

    /** The next record. */
    void entry(byte[] line, TreeHash leaf) throws IOException {
        bundle.write(line.length >>> 8);
        bundle.write(line.length);
        bundle.write(line);
        if (level(0).hashes.size() + 1 == WIDTH) {
            write("entries", level(0).full, WIDTH, bundle.toByteArray());
            bundle.reset();
        }
        add(0, leaf);
    }

    /** The root of the next 256 records, which are pruned: they have no tile of level 0 and no bundle. */
    void pruned(TreeHash block) throws IOException {
        level(0).full++;
        add(1, block);
    }

    private Level level(int number) {
        while (levels.size() <= number) {
            levels.add(new Level());
        }
        return levels.get(number);
    }

    private void add(int number, TreeHash hash) throws IOException {
        Level level = level(number);
        level.hashes.add(hash);
        if (level.hashes.size() == WIDTH) {
            writeHashes(number, level);
            TreeFrontier tile = new TreeFrontier(hasher);
            level.hashes.forEach(tile::append);
            level.hashes.clear();
            level.full++;
            add(number + 1, tile.root());
        }
    }

    /** Writes what is not full. */
    void end() throws IOException {
        if (!level(0).hashes.isEmpty()) {
            write("entries", level(0).full, level(0).hashes.size(), bundle.toByteArray());
        }
        for (int number = 0; number < levels.size(); number++) {
            if (!levels.get(number).hashes.isEmpty()) {
                writeHashes(number, levels.get(number));
            }
        }
    }

    private void writeHashes(int number, Level level) throws IOException {
        ByteArrayOutputStream tile = new ByteArrayOutputStream();
        for (TreeHash hash : level.hashes) {
            tile.write(hash.bytes());
        }
        write(Integer.toString(number), level.full, level.hashes.size(), tile.toByteArray());
    }

    private void write(String kind, long index, int width, byte[] bytes) throws IOException {
        String partial = width == WIDTH ? "" : ".p/" + width;
        Path file = directory.resolve("tile/" + kind + "/" + path(index) + partial);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    /** 1234067 as x001/x234/067. */
    static String path(long index) {
        String path = String.format(Locale.ROOT, "%03d", index % 1000);
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            path = String.format(Locale.ROOT, "x%03d/", rest % 1000) + path;
        }
        return path;
    }
}
