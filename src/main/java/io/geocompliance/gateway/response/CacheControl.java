package io.geocompliance.gateway.response;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Keeps what differs by place out of every cache but the reader's own, which must ask each time. */
final class CacheControl {

    /** They outrank Cache-Control at one CDN or another, or steer its buffers. */
    private static final List<String> TARGETED = List.of(
            "Surrogate-Control",
            "CDN-Cache-Control",
            "Cloudflare-CDN-Cache-Control",
            "Edge-Control",
            "X-Accel-Expires",
            "X-Accel-Buffering");

    private static final List<String> KEPT = List.of("no-store", "no-transform");

    private CacheControl() {}

    static void restrict(Edits edits, Fields response, ResponseSettings settings) {
        List<String> directives = new ArrayList<>(List.of("private", "no-cache"));
        Set<String> named = directiveNames(response);
        for (String kept : KEPT) {
            if (named.contains(kept)) {
                directives.add(kept);
            }
        }
        edits.set("Cache-Control", String.join(", ", directives));
        silenceOthers(edits, settings);
    }

    /** For answers of our own, which even the reader must ask for each time: 451 would be stored by default (RFC 7725 3). */
    static void forbid(Edits edits, ResponseSettings settings) {
        edits.set("Cache-Control", "private, no-store");
        silenceOthers(edits, settings);
    }

    private static void silenceOthers(Edits edits, ResponseSettings settings) {
        for (String targeted : TARGETED) {
            if (targeted.equals("CDN-Cache-Control")
                    || targeted.equals("Surrogate-Control") && settings.surrogateControl()) {
                edits.set(targeted, "no-store");
            } else {
                edits.remove(targeted);
            }
        }
        edits.remove("Expires");
        edits.remove("Pragma");
    }

    static boolean forbidsTransformation(Fields response) {
        return directiveNames(response).contains("no-transform");
    }

    private static Set<String> directiveNames(Fields response) {
        Set<String> names = new HashSet<>();
        for (String directive : FieldValues.members(response.all("Cache-Control"))) {
            names.add(name(directive));
        }
        return names;
    }

    private static String name(String directive) {
        int equals = directive.indexOf('=');
        return FieldValues.trim(equals < 0 ? directive : directive.substring(0, equals))
                .toLowerCase(Locale.ROOT);
    }
}
