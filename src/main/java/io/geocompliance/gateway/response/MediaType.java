package io.geocompliance.gateway.response;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a browser takes a response for, by the algorithm of Fetch ("extract a MIME type") over all lines of Content-Type.
 *
 * @param essence type and subtype in lower case
 * @param charset the label in lower case; empty where there is none
 */
record MediaType(String essence, String charset) {

    private static final Pattern ESSENCE = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Set<String> HTML = Set.of("text/html", "application/xhtml+xml");

    /**
     * Labels of the Encoding Standard (4.2) whose bytes are not ASCII's at the place of the notice: UTF-16, ISO-2022-JP, and
     * those that decode as a single replacement character.
     */
    private static final Set<String> NOT_ASCII = Set.of(
            "utf-16",
            "utf-16le",
            "utf-16be",
            "unicode",
            "unicodefeff",
            "unicodefffe",
            "ucs-2",
            "csunicode",
            "iso-10646-ucs-2",
            "iso-2022-jp",
            "csiso2022jp",
            "csiso2022kr",
            "hz-gb-2312",
            "iso-2022-cn",
            "iso-2022-cn-ext",
            "iso-2022-kr",
            "replacement");

    /** Families and types of what pages are made of. */
    private static final Set<String> PARTS =
            Set.of("image", "audio", "video", "font", "text/css", "application/wasm", "application/manifest+json");

    /** The last valid type counts; a charset is inherited by a later line of the same type that has none. */
    static Optional<MediaType> of(Fields response) {
        Optional<MediaType> type = Optional.empty();
        for (String member : FieldValues.members(response.all("Content-Type"))) {
            String essence = FieldValues.head(member);
            boolean valid = HTML.contains(essence) || ESSENCE.matcher(essence).matches();
            if (essence.equals("*/*") || !valid) {
                continue;
            }
            String inherited = type.filter(earlier -> earlier.essence.equals(essence))
                    .map(MediaType::charset)
                    .orElse("");
            type = Optional.of(new MediaType(essence, charset(member).orElse(inherited)));
        }
        return type;
    }

    boolean isHtml() {
        return HTML.contains(essence);
    }

    /** Whether ASCII bytes put into the page are read as such, as far as this label tells. */
    boolean isAsciiCompatible() {
        return !NOT_ASCII.contains(charset);
    }

    private static Optional<String> charset(String member) {
        if (member.indexOf(';') < 0) {
            return Optional.empty();
        }
        List<String> parameters = FieldValues.split(member, ';');
        return parameters.stream()
                .skip(1)
                .filter(parameter -> parameter.regionMatches(true, 0, "charset=", 0, 8))
                .findFirst()
                .map(parameter -> unquoted(parameter.substring(8)).toLowerCase(Locale.ROOT));
    }

    private static String unquoted(String value) {
        if (!value.startsWith("\"")) {
            return value.strip();
        }
        int end = value.indexOf('"', 1);
        return value.substring(1, end < 0 ? value.length() : end).strip();
    }

    /** Whether pages are made of it: pictures, sounds, fonts, styles, programs. It is shared by all of them, and nobody reads it alone. */
    boolean isPartOfPages() {
        String family = essence.substring(0, Math.max(0, essence.indexOf('/')));
        return PARTS.contains(family)
                || PARTS.contains(essence)
                || essence.contains("font")
                || essence.endsWith("javascript");
    }
}
