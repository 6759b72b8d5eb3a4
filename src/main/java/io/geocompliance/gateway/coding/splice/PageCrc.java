package io.geocompliance.gateway.coding.splice;

import java.util.zip.CRC32;

/** The CRC-32 of the page's decoded bytes up to some offset. */
final class PageCrc {

    private final CRC32 crc = new CRC32();
    private final Window window;
    private long offset;

    PageCrc(Window window) {
        this.window = window;
    }

    void clear() {
        crc.reset();
        offset = 0;
    }

    /** Takes the bytes before an offset that have not been taken. */
    void upTo(long until) {
        if (until > offset) {
            crc.update(window.bytes(), window.index(offset), (int) (until - offset));
            offset = until;
        }
    }

    int value() {
        return (int) crc.getValue();
    }
}
