package io.geocompliance.gateway.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * How a body is cut into pieces: one chunk each if it is chunked.
 *
 * @param sizes for each body anew, the sizes of its pieces
 * @param ownPackets whether each piece is pushed to the network by itself, or only full buffers are
 */
public record Cut(Supplier<IntSupplier> sizes, boolean ownPackets) {

    /** The body in one piece. */
    public static Cut whole() {
        return every(Integer.MAX_VALUE);
    }

    /** Pieces of one size, the last one perhaps shorter. */
    public static Cut every(int bytes) {
        return new Cut(() -> () -> bytes, false);
    }

    /** Pieces of one size for the first bytes, then large ones: for bodies of which the whole would take too long. */
    public static Cut everyUntil(int bytes, int firstBytes) {
        return new Cut(
                () -> {
                    int[] left = {firstBytes};
                    return () -> {
                        left[0] -= bytes;
                        return left[0] >= 0 ? bytes : 16 << 10;
                    };
                },
                false);
    }

    /** Pieces of 1 to {@code most} bytes, the same for the same seed. */
    public static Cut random(long seed, int most) {
        return new Cut(
                () -> {
                    Random random = new Random(seed);
                    return () -> 1 + random.nextInt(most);
                },
                false);
    }

    /** The same pieces, each pushed to the network by itself. */
    public Cut inOwnPackets() {
        return new Cut(sizes, true);
    }

    List<byte[]> pieces(byte[] body) {
        IntSupplier size = sizes.get();
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < body.length; ) {
            int to = from + Math.min(body.length - from, size.getAsInt());
            pieces.add(Arrays.copyOfRange(body, from, to));
            from = to;
        }
        return pieces;
    }
}
