package io.geocompliance.gateway.notice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One page with every notice as readers see it, for counsel to sign: each language, placement, colour scheme and width, and the hash
 * that records name it by.
 *
 * <p>The bytes shown are those served, but for their media queries of the colour scheme, which the frame decides in the browser's
 * place, and for a style sheet that they link to, which stands in the frame. Nothing is fetched, and no frame runs a script.
 */
public final class NoticePreview {

    /** Widths in CSS pixels: XS, SM, MD and LG. */
    private static final List<Integer> WIDTHS = List.of(320, 768, 1024, 1440);

    /** Tall enough for the bar at the bottom, which needs 480. */
    private static final int HEIGHT = 540;

    private static final String STYLE = """
            body{max-inline-size:none;padding:0 1.25em}main{max-inline-size:none}
            .frame{overflow-x:auto;margin-block:0 1.5em}iframe{border:1px solid #767676;max-inline-size:none}
            dt{font-weight:bold}dd{margin:0 0 .5em;overflow-wrap:anywhere}
            """;

    private final Collection<Notice> notices;
    private final String gatewayVersion;
    private final Set<LookSettings> looks;

    /** @param looks those of the sites; the plain placements are shown beside them */
    public NoticePreview(Collection<Notice> notices, String gatewayVersion, Collection<LookSettings> looks) {
        this.notices = notices;
        this.gatewayVersion = gatewayVersion;
        this.looks = new LinkedHashSet<>();
        this.looks.add(LookSettings.DEFAULT);
        this.looks.add(
                new LookSettings(LookSettings.Placement.BOTTOM_BAR, true, false, List.of(), LookSettings.Style.INLINE));
        this.looks.addAll(looks);
    }

    /** The page, in UTF-8. */
    public byte[] write() {
        HtmlWriter html = new HtmlWriter(HtmlWriter.Beyond.UTF_8);
        html.markup(
                        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Notices to sign</title>\n")
                .markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<style>")
                .markup(NoticeStyle.PAGE)
                .markup(STYLE)
                .markup("</style>\n</head>\n<body>\n<main>\n<h1>Notices to sign</h1>\n<p>")
                .text(
                        "What each reader of a page sees, with the hash that records name it by. Forced colours are the reader's own"
                                + " and are not shown here. Signing means: read in this language, and right.")
                .markup("</p>\n");
        notices.forEach(notice -> notice(html, notice));
        return html.markup("</main>\n</body>\n</html>\n").bytes();
    }

    private void notice(HtmlWriter html, Notice notice) {
        html.markup("<h2>")
                .text("Notice " + notice.id() + ", version " + notice.version())
                .markup("</h2>\n<dl>");
        term(html, "What counsel went by", notice.legalReference().orElse("not said"));
        term(
                html,
                "To be read again by",
                notice.reviewBy().map(Object::toString).orElse("not said"));
        term(html, "Where nobody asks for a language that is here", notice.defaultLanguage());
        html.markup("</dl>\n");
        NoticeEdition edition = new NoticeEdition(notice, gatewayVersion, looks);
        for (NoticeText text : notice.texts().values()) {
            html.markup("<h3>").text(notice.id() + " in " + text.language()).markup("</h3>\n");
            shapes(edition, text.language()).forEach((fragment, shape) -> fragment(html, fragment, shape));
            ownPage(html, notice, text);
            html.markup("<p>")
                    .text("Read and right: ____________________ Date: ____________")
                    .markup("</p>\n");
        }
    }

    /** Every fragment of a language, with where it stands; those that several looks share once. */
    private Map<Fragment, String> shapes(NoticeEdition edition, String language) {
        Map<Fragment, String> shapes = new LinkedHashMap<>();
        for (LookSettings look : looks) {
            NoticeRendering rendering = edition.in(look);
            for (boolean hidden : look.dismissible() ? List.of(false, true) : List.of(false)) {
                for (boolean skipLink : look.skipLinks().isEmpty() ? List.of(false) : List.of(false, true)) {
                    List<String> words = new ArrayList<>();
                    words.add(
                            look.placement() == LookSettings.Placement.BOTTOM_BAR
                                    ? hidden ? "hidden by the reader" : "at the bottom of the viewport"
                                    : "at the top of the page");
                    if (!look.skipLinks().isEmpty() && !skipLink) {
                        words.add("with accessibility links");
                    }
                    shapes.putIfAbsent(
                            rendering.fragment(language, new NoticeRendering.State(hidden, skipLink)),
                            String.join(", ", words));
                }
            }
        }
        return shapes;
    }

    private void fragment(HtmlWriter html, Fragment fragment, String shape) {
        html.markup("<h4>").text(fragment.language() + ", " + shape).markup("</h4>\n<dl>");
        term(html, "SHA-256 in records", fragment.sha256());
        html.markup("</dl>\n");
        for (boolean dark : List.of(false, true)) {
            for (int width : WIDTHS) {
                String scheme = dark ? "dark" : "light";
                String name = fragment.language() + ", " + shape + ", " + scheme + ", " + width + " px";
                frame(html, name, width, page(fragment, dark));
            }
        }
    }

    private void ownPage(HtmlWriter html, Notice notice, NoticeText text) {
        NoticePaths paths = new NoticePaths(notice.id());
        new NoticePages(notice)
                .write().stream()
                        .filter(page -> page.path().equals(paths.page(text.language())))
                        .forEach(page -> {
                            html.markup("<h4>")
                                    .text(text.language() + ", the whole text")
                                    .markup("</h4>\n<dl>");
                            term(html, "Address on every site", page.path());
                            term(html, "Entity tag", page.etag());
                            html.markup("</dl>\n");
                            String body = new String(page.body(), java.nio.charset.StandardCharsets.UTF_8);
                            frame(html, text.language() + ", the whole text", WIDTHS.get(1), body);
                        });
    }

    private static String page(Fragment fragment, boolean dark) {
        String styled = fragment.styleSheet()
                .map(sheet -> fragment.toString().replace(sheet.element(), "<style>" + sheet.css() + "</style>"))
                .orElse(fragment.toString());
        String decided = styled.replace("(prefers-color-scheme:dark)", dark ? "(min-width:0)" : "(max-width:0)");
        String scheme = dark ? "background:#121212;color:#eee" : "background:#fff;color:#111";
        return "<!DOCTYPE html><html lang=\"en\"><title>Page</title><style>body{margin:0;font-family:sans-serif;"
                + scheme
                + "}main{padding:1em}</style><body>" + decided
                + "<main><h1>A page of the site</h1><p>Its text begins here.</p></main>";
    }

    private static void frame(HtmlWriter html, String name, int width, String page) {
        html.markup("<p>").text(name).markup("</p>\n<div class=\"frame\" tabindex=\"0\" role=\"group\"");
        html.attribute("aria-label", name).markup("><iframe sandbox loading=\"lazy\"");
        html.attribute("title", name)
                .attribute("width", Integer.toString(width))
                .attribute("height", Integer.toString(HEIGHT))
                .attribute("srcdoc", page)
                .markup("></iframe></div>\n");
    }

    private static void term(HtmlWriter html, String term, String value) {
        html.markup("<dt>").text(term).markup("</dt><dd>").text(value).markup("</dd>");
    }
}
