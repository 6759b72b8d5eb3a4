package io.geocompliance.gateway.coding.splice;

import java.util.Random;

/** Where a body is cut into chunks. */
@FunctionalInterface
interface Cuts {

    /** Not at all. */
    Cuts WHOLE = from -> Integer.MAX_VALUE;

    /** Behind every byte. */
    Cuts BYTES = from -> 1;

    /** The length of the chunk that begins at an index, at least 1. */
    int length(int from);

    /** One of the ways at random, the same for the same state of the generator. */
    static Cuts random(Random random) {
        Random own = new Random(random.nextLong());
        return switch (random.nextInt(8)) {
            case 0 -> BYTES;
            case 1, 2 -> WHOLE;
            case 3 -> from -> 16 * 1024;
            case 4 -> from -> 1 + own.nextInt(30);
            default -> from -> 1 + own.nextInt(16 * 1024);
        };
    }
}
