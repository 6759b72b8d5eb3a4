package io.geocompliance.gateway.html;

import java.util.Locale;
import java.util.Set;

/** Says of a charset label whether a page in it can be scanned as bytes. */
public final class Charsets {

    /**
     * The Encoding Standard's labels of its encodings in which bytes below 0x80 are not always ASCII: UTF-16, ISO-2022-JP and
     * "replacement", which shows nothing of the page; and UTF-7, UTF-32 and other labels that no browser knows, which an origin that
     * sends them may mean.
     */
    private static final Set<String> NOT_ASCII = Set.of(
            "csiso2022jp",
            "iso-2022-jp",
            "csunicode",
            "iso-10646-ucs-2",
            "ucs-2",
            "unicode",
            "unicodefeff",
            "unicodefffe",
            "utf-16",
            "utf-16le",
            "utf-16be",
            "csiso2022kr",
            "hz-gb-2312",
            "iso-2022-cn",
            "iso-2022-cn-ext",
            "iso-2022-kr",
            "replacement",
            "utf-7",
            "unicode-1-1-utf-7",
            "csunicode11utf7",
            "utf-32",
            "utf-32le",
            "utf-32be",
            "ucs-4",
            "iso-10646-ucs-4");

    private Charsets() {}

    /** Whether the encoding of this label, in any case and with white space around, is ASCII-compatible; unknown labels are. */
    public static boolean isAsciiCompatible(String label) {
        return !NOT_ASCII.contains(label.strip().toLowerCase(Locale.ROOT));
    }
}
