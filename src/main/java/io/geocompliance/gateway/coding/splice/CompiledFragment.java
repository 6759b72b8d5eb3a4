package io.geocompliance.gateway.coding.splice;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A fragment made ready to go into any gzip page: as symbols, and as a block of its own. It never changes, threads may share it. */
public final class CompiledFragment {

    private final int length;
    private final int[] symbols;
    private final byte[] block;
    private final int blockBits;
    private final int crc;

    /** What the CRC of all before the fragment is multiplied with. */
    private final int shift;

    private CompiledFragment(byte[] bytes) {
        length = bytes.length;
        SymbolList list = symbols(bytes);
        symbols = list.toArray();
        BitOutput out = new BitOutput();
        if (length > 0) {
            new BlockWriter().write(list, out);
        }
        blockBits = (int) out.pendingBits();
        block = out.toArray();
        CRC32 sum = new CRC32();
        sum.update(bytes);
        crc = (int) sum.getValue();
        shift = Crc32Product.shift(length);
    }

    /** Compiles a fragment: some ten microseconds, to be spent once for each. */
    public static CompiledFragment of(byte[] bytes) {
        return new CompiledFragment(bytes);
    }

    /** How many bytes it is. */
    public int length() {
        return length;
    }

    /** Its symbols, to be written with the codes of the block it goes into; read only. */
    int[] symbols() {
        return symbols;
    }

    int blockBits() {
        return blockBits;
    }

    void writeBlock(BitOutput out) {
        out.copy(block, 0, blockBits);
    }

    /** A gzip member of nothing else. */
    byte[] member() {
        ByteArrayOutputStream member = new ByteArrayOutputStream();
        BitOutput out = new BitOutput();
        byte[] header = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
        out.bytes(header, 0, header.length);
        writeBlock(out);
        out.lastBlock();
        out.put(crc & 0xffffffffL, 32);
        out.put(length, 32);
        out.drain(member::write);
        return member.toByteArray();
    }

    /** How the CRC-32 of a text changes when the fragment is put behind it, as a difference. */
    int crcDifference(int crcBefore) {
        return crcBefore ^ Crc32Product.times(crcBefore, shift) ^ crc;
    }

    private static SymbolList symbols(byte[] bytes) {
        SymbolList list = new SymbolList();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] deflated = new byte[bytes.length + bytes.length / 100 + 64];
            int size = deflater.deflate(deflated);
            if (!deflater.finished() || !read(deflated, size, list)) {
                throw new IllegalStateException("a fragment that can't be compressed");
            }
        } finally {
            deflater.end();
        }
        return list;
    }

    private static boolean read(byte[] deflated, int size, SymbolList into) {
        BitInput input = new BitInput();
        input.append(deflated, 0, size, 0);
        BlockReader block = new BlockReader(input);
        SymbolReader reader = new SymbolReader(input, new Window(), block);
        do {
            if (block.open() != Read.DONE) {
                return false;
            }
            if (block.isStored()) {
                into.addLiterals(input.bytes(), input.inArray(input.at) >>> 3, block.storedRest);
                input.at += 8L * block.storedRest;
                continue;
            }
            Read read = reader.read();
            while (read == Read.DONE) {
                into.add(reader.symbol());
                reader.skip();
                read = reader.read();
            }
            if (read != Read.END_OF_BLOCK) {
                return false;
            }
            reader.skip();
        } while (!block.isLast());
        return true;
    }
}
