package io.geocompliance.gateway.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a reader's browser remembers of a notice until it is closed: its version, the same for everybody. Nothing in it tells readers
 * apart, and origins never see it.
 */
public final class NoticeCookie {

    private static final String PREFIX = "geo-compliance-";

    private NoticeCookie() {}

    /** What is remembered. */
    public enum Kind {
        /** The bar is hidden. */
        HIDDEN,
        /** The page that comes first was shown. */
        SEEN
    }

    /** Whether a request remembers that of this version. */
    public static boolean isSet(Fields request, Kind kind, String id, int version) {
        String pair = name(kind, id) + "=" + version;
        return request.all("Cookie").stream()
                .flatMap(line -> List.of(line.split(";")).stream())
                .map(FieldValues::trim)
                .anyMatch(pair::equals);
    }

    /** The value of Set-Cookie. */
    public static String field(Kind kind, String id, int version, boolean secure) {
        return name(kind, id) + "=" + version + "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }

    /** The lines of Cookie without ours; a line that holds no other is left out. */
    public static List<String> without(List<String> lines) {
        if (lines.isEmpty()) {
            return lines;
        }
        List<String> left = new ArrayList<>();
        for (String line : lines) {
            if (!line.contains(PREFIX)) {
                left.add(line);
                continue;
            }
            String others = String.join(
                    "; ",
                    List.of(line.split(";")).stream()
                            .map(FieldValues::trim)
                            .filter(pair -> !pair.startsWith(PREFIX) && !pair.isEmpty())
                            .toList());
            if (!others.isEmpty()) {
                left.add(others);
            }
        }
        return List.copyOf(left);
    }

    private static String name(Kind kind, String id) {
        return PREFIX + kind.name().toLowerCase(Locale.ROOT) + "-" + id;
    }
}
