package io.geocompliance.gateway.coding.splice;

import java.util.Arrays;

/** Symbols in order, to be written later. */
final class SymbolList {

    private int[] symbols = new int[1024];
    private int size;

    void clear() {
        size = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    int get(int index) {
        return symbols[index];
    }

    void add(int symbol) {
        if (size == symbols.length) {
            symbols = Arrays.copyOf(symbols, 2 * size);
        }
        symbols[size++] = symbol;
    }

    void addLiterals(byte[] from, int offset, int length) {
        for (int i = 0; i < length; i++) {
            add(from[offset + i] & 0xff);
        }
    }

    void addAll(int[] more) {
        for (int symbol : more) {
            add(symbol);
        }
    }

    void removeFirst(int count) {
        System.arraycopy(symbols, count, symbols, 0, size - count);
        size -= count;
    }

    int[] toArray() {
        return Arrays.copyOf(symbols, size);
    }
}
