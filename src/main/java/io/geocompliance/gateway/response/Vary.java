package io.geocompliance.gateway.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names what of a request decides between the answers at one URL. */
final class Vary {

    /** The body's coding, whether it is shown as a page, and the language of what is added to it. */
    private static final List<String> OURS = List.of("Accept-Encoding", "Sec-Fetch-Dest", "Accept-Language");

    private Vary() {}

    /** Adds what is missing; the origin's {@code *} stays alone (RFC 9110 12.5.5). */
    static void merge(Edits edits, Fields response, ResponseSettings settings, Optional<NoticeVariant> notice) {
        List<String> all = new ArrayList<>(FieldValues.members(response.all("Vary")));
        if (all.contains("*")) {
            edits.set("Vary", "*");
            return;
        }
        all.addAll(OURS);
        all.addAll(settings.varyOn());
        notice.filter(NoticeVariant::byCookie).ifPresent(due -> all.add("Cookie"));
        List<String> merged = new ArrayList<>();
        for (String name : all) {
            if (!isOneOf(merged, name)) {
                merged.add(name);
            }
        }
        edits.set("Vary", String.join(", ", merged));
    }

    private static boolean isOneOf(List<String> names, String name) {
        for (String each : names) {
            if (each.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
