package io.geocompliance.gateway.notice;

import java.util.List;
import java.util.Map;

/**
 * How notices look on the pages of one site.
 *
 * @param placement where they stand; default {@link Placement#FIRST}
 * @param dismissible whether a reader may hide the bar at the viewport's bottom, but for a line that leads to the notice's page;
 *     default false
 * @param interstitial whether a page of the gateway's own, with the notice, comes before the first page of the site; default false
 * @param skipLinks what the accessibility links lead to; empty (the default) is none
 * @param style how the element comes by its style; default {@link Style#INLINE}
 */
public record LookSettings(
        Placement placement, boolean dismissible, boolean interstitial, List<SkipLink> skipLinks, Style style) {

    /** What holds where operators say nothing. */
    public static final LookSettings DEFAULT = new LookSettings(Placement.FIRST, false, false, List.of(), Style.INLINE);

    public LookSettings {
        skipLinks = List.copyOf(skipLinks);
    }

    /** The same, but for how the element comes by its style. */
    public LookSettings styled(Style other) {
        return new LookSettings(placement, dismissible, interstitial, skipLinks, other);
    }

    /** How the element comes by its style. */
    public enum Style {
        /** In a style element inside; where a policy forbids it, the text is still readable. */
        INLINE,
        /** By a link to {@link StyleSheet}, for sites whose policies let files of their own through and nothing in the page. */
        LINK,
        /** Not at all. */
        NONE
    }

    /** Where a notice stands in a page. */
    public enum Placement {
        /** First in the body. */
        FIRST,
        /** After the skip links that the page begins with, where it does; else first in the body. */
        AFTER_SKIP_LINK,
        /** First in the body for assistive technology; on screens that have room for it, a bar at the viewport's bottom. */
        BOTTOM_BAR
    }

    /** What a skip link leads to. */
    public enum Target {
        MAIN,
        NAVIGATION,
        SEARCH
    }

    /**
     * An accessibility link.
     *
     * @param to what it leads to
     * @param id of the element in the site's pages
     * @param words by BCP 47 tag; of languages that are missing here the gateway's own are taken
     */
    public record SkipLink(Target to, String id, Map<String, String> words) {
        public SkipLink {
            words = Map.copyOf(words);
        }
    }
}
