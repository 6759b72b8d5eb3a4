package io.geocompliance.gateway.html;

/** What a scan knows of the place where the notice goes in. */
public sealed interface Finding {

    /** The place lies at {@link HtmlScanner#safe} or behind it. */
    record Searching() implements Finding {}

    /**
     * The place is known.
     *
     * @param offset in decoded bytes from the beginning of the page; the notice goes in before the byte at this offset
     * @param kind which sort of place it is
     */
    record Found(long offset, Outcome.Kind kind) implements Finding {}

    /** The page has no place, or none that a stream can know in time. */
    record Absent(Outcome.Reason reason) implements Finding {}
}
