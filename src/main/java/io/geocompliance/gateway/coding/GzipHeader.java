package io.geocompliance.gateway.coding;

import java.util.zip.CRC32;

/** The header of one gzip member (RFC 1952 2.3), read byte by byte in constant memory; its CRC is verified where it has one. */
public final class GzipHeader {

    static final int ID1 = 0x1f;
    static final int ID2 = 0x8b;
    static final int DEFLATE = 8;

    private static final int FHCRC = 0x02;
    private static final int FEXTRA = 0x04;
    private static final int FNAME = 0x08;
    private static final int FCOMMENT = 0x10;

    /** "Must be zero", and a compliant decoder must give an error if not (RFC 1952 2.3.1.2). */
    private static final int RESERVED = 0xe0;

    /** The header's fields in their order; those that a flag announces may be absent. */
    private enum Field {
        ID1,
        ID2,
        CM,
        FLG,
        /** MTIME, XFL and OS: six bytes that say nothing about the data. */
        ORIGIN,
        XLEN_LOW,
        XLEN_HIGH,
        EXTRA,
        NAME,
        COMMENT,
        CRC_LOW,
        CRC_HIGH,
        END
    }

    /** Of the header up to the CRC field. */
    private final CRC32 crc = new CRC32();

    private Field field = Field.ID1;
    private int flags;

    /** Bytes that the current field still has, where it is one of known length. */
    private int rest;

    /** Takes the next byte of a header that is not complete; false if no gzip header goes on like that. */
    public boolean accept(byte next) {
        int value = next & 0xff;
        if (!fits(value)) {
            return false;
        }
        if (field.compareTo(Field.CRC_LOW) < 0) {
            crc.update(value);
        }
        if (!goesOn(value)) {
            do {
                field = Field.values()[field.ordinal() + 1];
            } while (!isPresent());
        }
        return true;
    }

    public boolean isComplete() {
        return field == Field.END;
    }

    private boolean fits(int value) {
        return switch (field) {
            case ID1 -> value == ID1;
            case ID2 -> value == ID2;
            case CM -> value == DEFLATE;
            case FLG -> (value & RESERVED) == 0;
            case CRC_LOW -> value == (crc.getValue() & 0xff);
            case CRC_HIGH -> value == (crc.getValue() >> 8 & 0xff);
            case ORIGIN, XLEN_LOW, XLEN_HIGH, EXTRA, NAME, COMMENT -> true;
            case END -> false;
        };
    }

    /** Notes what the byte says; whether its field has more. */
    private boolean goesOn(int value) {
        switch (field) {
            case FLG -> {
                flags = value;
                rest = 6;
            }
            case XLEN_LOW -> rest = value;
            case XLEN_HIGH -> rest |= value << 8;
            case ORIGIN, EXTRA -> {
                rest--;
                return rest > 0;
            }
            case NAME, COMMENT -> {
                return value != 0;
            }
            case ID1, ID2, CM, CRC_LOW, CRC_HIGH, END -> {}
        }
        return false;
    }

    private boolean isPresent() {
        return switch (field) {
            case XLEN_LOW, XLEN_HIGH -> (flags & FEXTRA) != 0;
            case EXTRA -> (flags & FEXTRA) != 0 && rest > 0;
            case NAME -> (flags & FNAME) != 0;
            case COMMENT -> (flags & FCOMMENT) != 0;
            case CRC_LOW, CRC_HIGH -> (flags & FHCRC) != 0;
            case ID1, ID2, CM, FLG, ORIGIN, END -> true;
        };
    }
}
