package io.geocompliance.gateway.html;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the {@code <html …>} tags say about the page: its language, and whether it is AMP. */
final class RootAttributes {

    /** Longest value kept, in bytes; BCP 47 advises applications to allow 35. */
    private static final int LANGUAGE_LIMIT = 64;

    private static final long LANG = 'l' << 24 | 'a' << 16 | 'n' << 8 | 'g';
    private static final long AMP = 'a' << 16 | 'm' << 8 | 'p';
    /** U+26A1 in UTF-8, alone and with the variation selector U+FE0F that some keyboards add. */
    private static final long BOLT = 0xE29AA1L;

    private static final long BOLT_EMOJI = 0xE29AA1EFB88FL;

    /** The last eight bytes of the attribute name being read, lower case; no name that matters is longer than six. */
    private long name;

    private int nameLength;
    private final byte[] value = new byte[LANGUAGE_LIMIT];
    private int valueLength;

    /** Of the tag being read: the first lang attribute counts (13.2.5.33), and only if the tag ends. */
    private boolean langInTag;

    private boolean langOpen;
    private boolean ampInTag;

    private boolean seen;
    private boolean amp;
    private @Nullable String language;

    void startTag() {
        name = 0;
        nameLength = 0;
        valueLength = 0;
        langInTag = false;
        langOpen = false;
        ampInTag = false;
    }

    void startAttribute(byte first) {
        endName();
        langOpen = false;
        name = Ascii.lower(first);
        nameLength = 1;
    }

    void name(byte[] b, int from, int to) {
        nameLength = Math.min(Long.BYTES + 1, nameLength + (to - from));
        for (int i = Math.max(from, to - Long.BYTES); i < to; i++) {
            name = name << 8 | Ascii.lower(b[i]);
        }
    }

    void endName() {
        if (nameLength > Long.BYTES) {
            return;
        }
        ampInTag |= name == AMP || name == BOLT || name == BOLT_EMOJI;
        langOpen = name == LANG && !langInTag;
        langInTag |= langOpen;
    }

    void value(byte[] b, int from, int to) {
        if (langOpen && valueLength <= LANGUAGE_LIMIT) {
            int room = LANGUAGE_LIMIT - valueLength;
            int length = to - from;
            System.arraycopy(b, from, value, valueLength, Math.min(room, length));
            valueLength += Math.min(room + 1, length);
        }
    }

    /** A later html tag adds the attributes that the earlier ones lack (13.2.6.4.7). */
    void endTag() {
        endName();
        amp |= ampInTag;
        if (language == null && langInTag && valueLength <= LANGUAGE_LIMIT) {
            language = new String(value, 0, valueLength, StandardCharsets.US_ASCII);
        }
        seen = true;
    }

    boolean seen() {
        return seen;
    }

    boolean amp() {
        return amp;
    }

    @Nullable
    String language() {
        return language;
    }
}
