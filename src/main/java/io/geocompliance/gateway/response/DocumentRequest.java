package io.geocompliance.gateway.response;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells requests whose answer a browser shows as a page from those made by a page.
 *
 * <p>Where a browser says nothing (no {@code Sec-Fetch-*} over plain HTTP) the answer leans to yes: a superfluous notice is
 * harmless, a missing one is not.
 */
public final class DocumentRequest {

    /** Destinations that are navigations (Fetch, "destination"); fencedframe is Chromium's. */
    private static final Set<String> DESTINATIONS =
            Set.of("document", "iframe", "frame", "embed", "object", "fencedframe");

    private static final Set<String> ADMITS_HTML =
            Set.of("*/*", "text/*", "text/html", "application/*", "application/xhtml+xml");

    private static final Pattern UNWANTED = Pattern.compile("[qQ]=0(\\.0{0,3})?");

    private DocumentRequest() {}

    /** Whether the answer would be shown as a page, now or, prefetched, later. */
    public static boolean matches(Fields request) {
        if (isPrefetch(request)) {
            return true;
        }
        List<String> destination = FieldValues.members(request.all("Sec-Fetch-Dest"));
        return destination.isEmpty() ? acceptsHtml(request) : saysDocument(request);
    }

    /** Whether the answer would be what the browser's window shows; parts of pages, frames included, are not. */
    public static boolean isTopLevel(Fields request) {
        List<String> destination = FieldValues.members(request.all("Sec-Fetch-Dest"));
        return destination.isEmpty()
                ? acceptsHtml(request) && isExplicit(request)
                : destination.stream()
                        .allMatch(member -> FieldValues.head(member).equals("document"));
    }

    /** Whether a script fetches it, for sites that swap whole pages so ({@code scriptFetch: inject}). */
    public static boolean isScriptFetch(Fields request) {
        List<String> destination = FieldValues.members(request.all("Sec-Fetch-Dest"));
        return !destination.isEmpty()
                && destination.stream()
                        .allMatch(member -> FieldValues.head(member).equals("empty"));
    }

    /** Whether the request names a page beyond doubt, so that a part of one is of no use to it. */
    static boolean isExplicit(Fields request) {
        return saysDocument(request)
                || FieldValues.members(request.all("Accept")).stream()
                        .anyMatch(range -> FieldValues.head(range).equals("text/html") && isWanted(range));
    }

    private static boolean saysDocument(Fields request) {
        return FieldValues.members(request.all("Sec-Fetch-Dest")).stream()
                .anyMatch(member -> DESTINATIONS.contains(FieldValues.head(member)));
    }

    /** Whether nobody looks at the answer yet. */
    public static boolean isPrefetch(Fields request) {
        return isPrefetch(request.all("Sec-Purpose")) || isPrefetch(request.all("Purpose"));
    }

    private static boolean isPrefetch(List<String> purpose) {
        return FieldValues.members(purpose).stream()
                .anyMatch(member -> FieldValues.head(member).equals("prefetch"));
    }

    /** Whether the visitor takes an answer in HTML; who says nothing takes everything (RFC 9110 12.5.1). */
    public static boolean acceptsHtml(Fields request) {
        List<String> ranges = FieldValues.members(request.all("Accept"));
        return ranges.isEmpty()
                || ranges.stream()
                        .filter(range -> ADMITS_HTML.contains(FieldValues.head(range)))
                        .anyMatch(DocumentRequest::isWanted);
    }

    /** A weight of 0 means "not acceptable" (RFC 9110 12.4.2). */
    private static boolean isWanted(String range) {
        return FieldValues.split(range, ';').stream()
                .skip(1)
                .noneMatch(parameter ->
                        UNWANTED.matcher(parameter.replace(" ", "")).matches());
    }
}
