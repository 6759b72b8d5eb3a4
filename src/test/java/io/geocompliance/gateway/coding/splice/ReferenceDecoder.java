package io.geocompliance.gateway.coding.splice;

import io.geocompliance.gateway.coding.GzipHeader;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** What zlib makes of the first member of a gzip body, sound or not. */
final class ReferenceDecoder {

    /**
     * The verdict.
     *
     * @param bytes what was decoded, up to a fault
     * @param sound whether the member is whole and its checksum and length are right
     * @param beyond how many bytes follow a sound member
     */
    record Verdict(byte[] bytes, boolean sound, int beyond) {

        /** What was decoded up to a fault. */
        static Verdict refused(byte[] bytes) {
            return new Verdict(bytes, false, 0);
        }
    }

    private final byte[] decoded;

    /** @param most how many bytes a member may decode to */
    ReferenceDecoder(int most) {
        decoded = new byte[most];
    }

    /** No bytes at all are an empty page, as everywhere in the gateway. */
    Verdict read(byte[] gzip) {
        if (gzip.length == 0) {
            return new Verdict(gzip, true, 0);
        }
        GzipHeader header = new GzipHeader();
        int at = 0;
        while (at < gzip.length && !header.isComplete()) {
            if (!header.accept(gzip[at])) {
                return Verdict.refused(new byte[0]);
            }
            at++;
        }
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(gzip, at, gzip.length - at);
            inflater.inflate(decoded);
            byte[] bytes = Arrays.copyOf(decoded, (int) inflater.getBytesWritten());
            int end = gzip.length - inflater.getRemaining();
            return inflater.finished() && isTrailer(gzip, end, bytes)
                    ? new Verdict(bytes, true, inflater.getRemaining() - Patch.TRAILER_BYTES)
                    : Verdict.refused(bytes);
        } catch (DataFormatException e) {
            return Verdict.refused(Arrays.copyOf(decoded, (int) inflater.getBytesWritten()));
        } finally {
            inflater.end();
        }
    }

    private static boolean isTrailer(byte[] gzip, int at, byte[] bytes) {
        if (gzip.length - at < Patch.TRAILER_BYTES) {
            return false;
        }
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return Patch.littleEndian(gzip, at) == (int) crc.getValue() && Patch.littleEndian(gzip, at + 4) == bytes.length;
    }
}
