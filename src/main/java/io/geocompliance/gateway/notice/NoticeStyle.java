package io.geocompliance.gateway.notice;

import java.nio.charset.StandardCharsets;

/**
 * The style sheets: one for the element in foreign pages, one for the gateway's own.
 *
 * <p>Static text: no value of it depends on notice, language or reader, so one hash in a content security policy allows it. No
 * {@code !important}: a reader's own spacing (WCAG 1.4.12) must win. Lengths are in {@code em} of the reader's own font size, not
 * in {@code rem}, which sites shrink.
 */
final class NoticeStyle {

    static final String CLASS = "geo-compliance-notice";

    /**
     * {@code all: initial} cuts the site's inheritance off, {@code all: revert} on the children its rules; what follows is the
     * whole look. Contrast of every pair is at least 7:1.
     */
    static final String FRAGMENT = minified("""
            .C{all:initial;display:block;box-sizing:border-box;margin:0;padding-block:1em;padding-inline:1.25em;
            border-block-end:3px solid #8a5a00;background-color:#fff8e1;color:#1a1a1a;font:medium/1.5 system-ui,sans-serif;
            text-align:start;overflow-wrap:anywhere}
            .C *{all:revert}
            .C p,.C ul{margin-block:0 .75em;margin-inline:0;max-inline-size:72ch;line-height:1.5}
            .C p:last-child{margin-block-end:0}
            .C ul{padding-inline-start:1.5em}
            .C a{display:inline-block;min-block-size:24px;color:#0b3d91;text-decoration:underline}
            .C a:focus{outline:3px solid #0b3d91;outline-offset:2px}
            @media (prefers-color-scheme:dark){.C{border-block-end-color:#d9a441;background-color:#26210f;color:#f5f0e0}
            .C a{color:#a9c7ff}.C a:focus{outline-color:#a9c7ff}}
            @media (forced-colors:active){.C{border-block-end-color:CanvasText}.C a:focus{outline-color:Highlight}}
            @media print{.C{display:block;border:1px solid #000;background-color:#fff;color:#000}.C a{color:#000}}
            """.replace(".C", "." + CLASS));

    static final String PAGE = minified("""
            html{color-scheme:light dark;background-color:#fff;color:#1a1a1a;font:100%/1.6 system-ui,sans-serif}
            body{margin:0;overflow-wrap:anywhere}
            main,nav{box-sizing:border-box;max-inline-size:44em;margin-inline:auto;padding-inline:1.25em}
            main{padding-block:1.5em}
            nav{padding-block:1em;border-block-start:1px solid #767676}
            h1{font-size:1.75em;line-height:1.25;margin-block:0 .75em}
            h2{font-size:1.25em;line-height:1.3;margin-block:1.5em .5em}
            p,ul{margin-block:0 1em}
            ul{padding-inline-start:1.5em}
            nav ul{list-style:none;margin:0;padding:0}
            a{display:inline-block;min-block-size:24px;color:#0b3d91;text-decoration:underline}
            a:focus{outline:3px solid #0b3d91;outline-offset:2px}
            @media (prefers-color-scheme:dark){html{background-color:#161616;color:#f2f2f2}
            a{color:#a9c7ff}a:focus{outline-color:#a9c7ff}}
            @media (forced-colors:active){a:focus{outline-color:Highlight}}
            @media print{html{background-color:#fff;color:#000}a{color:#000}}
            """);

    private NoticeStyle() {}

    /** The hash of a style sheet, as {@code 'sha256-…'} of a content security policy wants it. */
    static String hash(String style) {
        return ContentHash.of(style.getBytes(StandardCharsets.US_ASCII)).base64();
    }

    private static String minified(String css) {
        return css.replace("\n", "");
    }
}
