package io.geocompliance.gateway.coding.splice;

import java.util.Arrays;

/** Chooses the lengths of a Huffman code's words by how often the symbols occur, none longer than the format allows. */
final class CodeLengths {

    private CodeLengths() {}

    /**
     * The lengths, by symbol; 0 where a symbol does not occur. At least two symbols get a code, since some decoders refuse less.
     *
     * @param counts how often each symbol occurs; not kept
     * @param longest how many bits a word may have
     */
    static byte[] of(int[] counts, int longest) {
        int[] often = counts.clone();
        for (int symbol = 0; symbol < 2; symbol++) {
            if (Arrays.stream(often).filter(count -> count > 0).count() < 2 && often[symbol] == 0) {
                often[symbol] = 1;
            }
        }
        long[] sorted = sorted(often);
        int[] depths = depths(sorted);
        int[] numbers = new int[longest + 1];
        for (int depth : depths) {
            numbers[Math.min(depth, longest)]++;
        }
        fit(numbers, longest);
        byte[] lengths = new byte[counts.length];
        int next = sorted.length;
        for (int length = 1; length <= longest; length++) {
            for (int i = 0; i < numbers[length]; i++) {
                next--;
                lengths[(int) sorted[next]] = (byte) length;
            }
        }
        return lengths;
    }

    /** The symbols that occur, the rarest first: the count in the upper half, the symbol in the lower. */
    private static long[] sorted(int[] counts) {
        long[] sorted = new long[counts.length];
        int size = 0;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            if (counts[symbol] > 0) {
                sorted[size++] = (long) counts[symbol] << 32 | symbol;
            }
        }
        Arrays.sort(sorted, 0, size);
        return Arrays.copyOf(sorted, size);
    }

    /** How deep each symbol sits in Huffman's tree, whose inner nodes come about in the order of their weight. */
    private static int[] depths(long[] sorted) {
        int size = sorted.length;
        long[] weights = new long[size - 1];
        int[] parents = new int[2 * size - 1];
        int leaf = 0;
        int inner = 0;
        for (int made = 0; made < size - 1; made++) {
            for (int child = 0; child < 2; child++) {
                boolean takeLeaf = leaf < size && (inner >= made || sorted[leaf] >>> 32 <= weights[inner]);
                weights[made] += takeLeaf ? sorted[leaf] >>> 32 : weights[inner];
                parents[takeLeaf ? leaf++ : size + inner++] = size + made;
            }
        }
        int[] depths = new int[2 * size - 1];
        for (int node = 2 * size - 3; node >= 0; node--) {
            depths[node] = depths[parents[node]] + 1;
        }
        return Arrays.copyOf(depths, size);
    }

    /** Makes room for the words that were too long by making short ones longer, until all fit into the tree exactly. */
    private static void fit(int[] numbers, int longest) {
        long used = 0;
        for (int length = 1; length <= longest; length++) {
            used += (long) numbers[length] << longest - length;
        }
        for (; used > 1L << longest; used--) {
            int length = longest - 1;
            while (numbers[length] == 0) {
                length--;
            }
            numbers[longest]--;
            numbers[length]--;
            numbers[length + 1] += 2;
        }
    }
}
