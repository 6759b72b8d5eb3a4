package io.geocompliance.gateway.coding.splice;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A way of compressing pages as origins do: zlib's levels and strategies, flushed or not.
 *
 * @param flushEvery bytes between flushes; negative for random distances up to that, 0 for none
 */
record Compressor(int level, int strategy, int flush, int flushEvery) {

    static List<Compressor> all() {
        List<Compressor> all = new ArrayList<>();
        for (int level = 0; level <= 9; level++) {
            all.add(new Compressor(level, Deflater.DEFAULT_STRATEGY, Deflater.NO_FLUSH, 0));
        }
        for (int strategy : new int[] {Deflater.FILTERED, Deflater.HUFFMAN_ONLY}) {
            all.add(new Compressor(6, strategy, Deflater.NO_FLUSH, 0));
        }
        for (int every : new int[] {4096, 16384, -9000, -300}) {
            all.add(new Compressor(6, Deflater.DEFAULT_STRATEGY, Deflater.SYNC_FLUSH, every));
            all.add(new Compressor(1, Deflater.DEFAULT_STRATEGY, Deflater.FULL_FLUSH, every));
        }
        all.add(new Compressor(0, Deflater.DEFAULT_STRATEGY, Deflater.SYNC_FLUSH, 5000));
        return all;
    }

    byte[] gzip(byte[] page) {
        return gzip(page, new ArrayList<>());
    }

    /** The same, noting for each flush the length of the output and of the page up to there. */
    byte[] gzip(byte[] page, List<int[]> flushes) {
        Deflater deflater = new Deflater(level, true);
        try {
            deflater.setStrategy(strategy);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3});
            byte[] piece = new byte[64 * 1024];
            Random random = new Random(page.length);
            int at = 0;
            while (at < page.length) {
                int step =
                        flushEvery == 0 ? page.length : flushEvery > 0 ? flushEvery : 1 + random.nextInt(-flushEvery);
                step = Math.min(step, page.length - at);
                deflater.setInput(page, at, step);
                at += step;
                int produced;
                do {
                    produced = deflater.deflate(piece, 0, piece.length, flush);
                    out.write(piece, 0, produced);
                } while (produced == piece.length || !deflater.needsInput());
                flushes.add(new int[] {out.size(), at});
            }
            deflater.finish();
            while (!deflater.finished()) {
                out.write(piece, 0, deflater.deflate(piece));
            }
            return trailed(out, page);
        } finally {
            deflater.end();
        }
    }

    /** Adds the trailer of a page. */
    static byte[] trailed(ByteArrayOutputStream member, byte[] page) {
        CRC32 crc = new CRC32();
        crc.update(page);
        for (long value : new long[] {crc.getValue(), page.length}) {
            for (int i = 0; i < 4; i++) {
                member.write((int) (value >>> 8 * i));
            }
        }
        return member.toByteArray();
    }
}
