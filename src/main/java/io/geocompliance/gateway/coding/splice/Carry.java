package io.geocompliance.gateway.coding.splice;

/** The last symbols of blocks that have ended, whose codes are gone, waiting for the place to be known. */
final class Carry {

    private final SymbolList symbols = new SymbolList();
    private final BlockWriter writer;
    private final BitOutput out;

    /** The offset in the page of the first one; without any, of what comes behind the last one that was written. */
    private long start;

    Carry(BlockWriter writer, BitOutput out) {
        this.writer = writer;
        this.out = out;
    }

    void clear() {
        symbols.clear();
        start = 0;
    }

    boolean isEmpty() {
        return symbols.isEmpty();
    }

    /** More symbols will be added, the first of which stands at an offset if there are none yet. */
    void expect(long offset) {
        if (symbols.isEmpty()) {
            start = offset;
        }
    }

    void add(int symbol) {
        symbols.add(symbol);
    }

    void addLiterals(byte[] from, int offset, int length) {
        symbols.addLiterals(from, offset, length);
    }

    long start() {
        return start;
    }

    int size() {
        return symbols.size();
    }

    int get(int index) {
        return symbols.get(index);
    }

    /** Writes those that end before an offset, as a block. */
    void release(long until) {
        int count = 0;
        long offset = start;
        while (count < symbols.size() && offset + Symbols.size(symbols.get(count)) <= until) {
            offset += Symbols.size(symbols.get(count));
            count++;
        }
        if (count > 0) {
            writer.write(symbols, 0, count, out);
            symbols.removeFirst(count);
            start = offset;
        }
    }
}
