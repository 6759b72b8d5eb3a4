package io.geocompliance.gateway.config;

import io.geocompliance.gateway.notice.LookSettings;
import io.geocompliance.gateway.notice.LookSettings.Placement;
import io.geocompliance.gateway.notice.LookSettings.SkipLink;
import io.geocompliance.gateway.notice.LookSettings.Style;
import io.geocompliance.gateway.notice.LookSettings.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the keys of an origin are written that say how notices look on its pages. */
final class LookSections {

    private static final Key<Placement> PLACEMENT = Key.defaulted(
            "placement",
            Scalar.oneOf(Map.of(
                    "first", Placement.FIRST,
                    "after-skip-link", Placement.AFTER_SKIP_LINK,
                    "bottom-bar", Placement.BOTTOM_BAR)),
            "first",
            "Where the notice stands: `first` in the body; `after-skip-link`, for pages that begin with skip links, which would lose their"
                    + " meaning behind the notice's links; or as `bottom-bar`, first in the document and drawn at the viewport's bottom"
                    + " where that has room for it.");
    private static final Key<Boolean> DISMISSIBLE = Key.defaulted(
            "dismissible",
            Scalar.oneOf(Map.of("on", true, "off", false)),
            "off",
            "Whether readers may hide the bar until they close their browser, by the text's `[words]({hide})`: a line that leads to the notice"
                    + " is left. Only with `placement: bottom-bar`.");
    private static final Key<Boolean> INTERSTITIAL = Key.defaulted(
            "interstitial",
            Scalar.oneOf(Map.of("on", true, "off", false)),
            "off",
            "Whether a page with the notice, and a way on, comes before the first page that a reader opens, of whatever type that is;"
                    + " remembered until the browser is closed, by a cookie that is the same for everybody.");

    private static final Key<Style> STYLE = Key.defaulted(
            "style",
            Scalar.oneOf(Map.of("inline", Style.INLINE, "link", Style.LINK, "none", Style.NONE)),
            "inline",
            "How the notice comes by its style: `inline` in the element, which policies in the head of the response are made to let through;"
                    + " `link` to a file of the gateway's own, for pages that hold a policy themselves and let files of the site through;"
                    + " `none`, plain text.");

    private static final Key<Target> TO = Key.required(
            "to",
            Scalar.oneOf(Map.of("main", Target.MAIN, "navigation", Target.NAVIGATION, "search", Target.SEARCH)),
            "What the link leads to.");
    private static final Key<String> ID = Key.required(
            "id",
            Scalar.matching("[A-Za-z][A-Za-z0-9_:.-]{0,127}", "an element's id such as content", id -> id),
            "The `id` of that element in the site's pages. The gateway can't see whether a page has it: the link comes before it.");
    private static final Key<List<MapOf.Named<String>>> TEXT = Key.defaulted(
            "text",
            new MapOf<>("words by language", Scalars.NAME, Scalars.TEXT),
            "{}",
            "The link's words by language. Absent: the gateway's own, in the notice's language or else in English.");

    private static final Key<List<SkipLink>> SKIP_LINKS = Key.defaulted(
            "skipLinks",
            ListOf.any(
                    "a list of skip links such as {to: main, id: content}",
                    Section.of(
                            "a skip link such as {to: main, id: content}",
                            List.of(TO, ID, TEXT),
                            fields -> new SkipLink(fields.get(TO), fields.get(ID), words(fields.get(TEXT))))),
            "[]",
            "Accessibility links before the notice, the first that gets the focus and seen while they have it; left out of pages that begin with"
                    + " skip links of their own.");

    /** What says how notices look; {@link #look} reads it. */
    static final List<Key<?>> KEYS = List.of(PLACEMENT, DISMISSIBLE, INTERSTITIAL, SKIP_LINKS, STYLE);

    private LookSections() {}

    static LookSettings look(Fields fields) {
        if (fields.get(DISMISSIBLE) && fields.get(PLACEMENT) != Placement.BOTTOM_BAR) {
            fields.error(DISMISSIBLE, "only a bar can be hidden: say placement: bottom-bar.");
        }
        if (fields.get(STYLE) == Style.NONE && fields.get(PLACEMENT) == Placement.BOTTOM_BAR) {
            fields.error(STYLE, "without style there is no bar: say placement: first.");
        }
        return new LookSettings(
                fields.get(PLACEMENT),
                fields.get(DISMISSIBLE),
                fields.get(INTERSTITIAL),
                fields.get(SKIP_LINKS),
                fields.get(STYLE));
    }

    private static Map<String, String> words(List<MapOf.Named<String>> named) {
        Map<String, String> words = new LinkedHashMap<>();
        named.forEach(each -> each.value().ifPresent(value -> words.put(each.name(), value)));
        return words;
    }
}
