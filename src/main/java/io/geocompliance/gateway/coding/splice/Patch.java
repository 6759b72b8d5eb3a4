package io.geocompliance.gateway.coding.splice;

/**
 * What the fragment does to a gzip trailer (RFC 1952 2.3.1): its length is added, and the CRC-32 changes by a difference that depends
 * on what follows by its length alone. A wrong CRC stays wrong.
 *
 * @param place the fragment's offset in the page
 * @param length the fragment's, 0 if there is none
 * @param crcDifference between the CRC-32 before the fragment and behind it
 */
record Patch(long place, int length, int crcDifference) {

    static final int TRAILER_BYTES = 8;

    /** No fragment. */
    static final Patch NONE = new Patch(0, 0, 0);

    /** Changes the trailer that stands at an index. */
    void apply(byte[] bytes, int at) {
        int size = littleEndian(bytes, at + 4);
        long behind = size - place & 0xffffffffL;
        put(littleEndian(bytes, at) ^ Crc32Product.times(Crc32Product.shift(behind), crcDifference), bytes, at);
        put(size + length, bytes, at + 4);
    }

    static int littleEndian(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16 | bytes[at + 3] << 24;
    }

    private static void put(int value, byte[] into, int at) {
        for (int i = 0; i < 4; i++) {
            into[at + i] = (byte) (value >>> 8 * i);
        }
    }
}
