package io.geocompliance.gateway.notice;

import java.nio.charset.StandardCharsets;

/**
 * The style sheets: one for the element in foreign pages, one for the gateway's own.
 *
 * <p>Static text: no value of it depends on notice, language or reader, so one hash in a content security policy allows it. What decides
 * whether the notice can be seen and read is {@code !important}, which a site's own {@code !important} of less specificity can't outweigh;
 * a reader's own style sheet still does. Spacing and typeface are not, so that what a reader's tools write into the page wins (WCAG 1.4.12).
 * Lengths are in {@code em} of the reader's own font size, not in {@code rem}, which sites shrink.
 */
final class NoticeStyle {

    static final String CLASS = "geo-compliance-notice";

    /** More specific than what sites say of whatever they find in their body, {@code html#a body#b > :not(.x)} included. */
    private static final String ELEMENT = "." + CLASS + ":not(#n):not(#n):not(#n)";

    /**
     * Above the bars that sites fix to the viewport's top: below them it would be recorded as shown, and seen by nobody.
     * {@code all: initial} cuts the site off the element, {@code all: revert} off its children, where a list names each property by which
     * something can be hidden, moved away, shrunk, covered or made faint; what follows is the whole look. Contrast of every pair is at least
     * 7:1. The mark {@code !} stands for {@code !important}.
     */
    static final String FRAGMENT = minified("""
            .C{all:initial!;display:block!;position:relative!;z-index:2147483647!;box-sizing:border-box!;min-inline-size:min(100%,18em)!;
            grid-column:1/-1!;padding-block:1em!;padding-inline:1.25em!;border-block-end:3px solid #8a5a00!;background-color:#fff8e1!;
            color:#1a1a1a!;font:medium/1.5 system-ui,sans-serif!;text-align:start!;overflow-wrap:anywhere!}
            .C *{all:revert}
            .C *{display:revert!;visibility:visible!;opacity:1!;position:static!;float:none!;clip-path:none!;mask:none!;filter:none!;
            transform:none!;translate:none!;rotate:none!;scale:none!;zoom:1!;content:normal!;content-visibility:visible!;contain:none!;
            inline-size:auto!;block-size:auto!;min-inline-size:0!;min-block-size:0!;max-inline-size:none!;max-block-size:none!;
            margin-block-start:0!;margin-inline:0!;padding:0!;overflow:visible!;text-indent:0!;white-space:normal!;font-size:inherit!;
            color:inherit!;-webkit-text-fill-color:currentcolor!;background:none!;mix-blend-mode:normal!;transition:none!}
            .C::before,.C::after,.C ::before,.C ::after{content:none!}
            .C[dir=ltr],.C [dir=ltr]{direction:ltr!}
            .C[dir=rtl],.C [dir=rtl]{direction:rtl!}
            .C p,.C ul{margin-block-end:.75em;max-inline-size:72ch!;line-height:1.5}
            .C p:last-child{margin-block-end:0}
            .C ul{padding-inline-start:1.5em!}
            .C a{display:inline-block!;min-block-size:24px!;color:#0b3d91!;text-decoration:underline!}
            .C a:focus{outline:3px solid #0b3d91!;outline-offset:2px!}
            @media (prefers-color-scheme:dark){.C{border-block-end-color:#d9a441!;background-color:#26210f!;color:#f5f0e0!}
            .C a{color:#a9c7ff!}.C a:focus{outline-color:#a9c7ff!}}
            @media (forced-colors:active){.C{border-block-end-color:CanvasText!}.C a:focus{outline-color:Highlight!}}
            @media print{.C{border:1px solid #000!;background-color:#fff!;color:#000!}.C a{color:#000!}}
            """.replace(".C", ELEMENT));

    /** Drawn only while one of them has the focus; then in flow, above the notice, so that nothing is covered. */
    private static final String SKIP_LINKS = minified("""
            .C nav ul{list-style:none!;margin:0!;padding:0!}.C nav li{margin:0!}
            .C nav a:not(:focus){position:absolute!;inline-size:1px!;block-size:1px!;min-block-size:0!;overflow:hidden!;
            clip-path:inset(50%)!;white-space:nowrap!}
            .C nav a:focus{padding:.25em .5em!;margin-block-end:.5em!}
            """.replace(".C", ELEMENT));

    /**
     * A bar at the bottom of viewports that have room for it, at most 40 % of their height; elsewhere the notice stays in flow. The
     * root keeps as much free below what it scrolls to, and behind its end, so that the bar covers nothing that has the focus
     * (WCAG 2.4.11). The site's own bars lie below it.
     */
    private static final String BOTTOM_BAR = minified("""
            @media screen and (min-height:480px) and (min-width:320px){
            :root:root{scroll-padding-block-end:calc(min(40vh,240px) + 8px);padding-block-end:calc(min(40vh,240px) + 8px)}
            .C{position:fixed!;inset-block:auto 0!;inset-inline:0!;max-block-size:min(40vh,240px)!;overflow-y:auto!;
            border-block-end:0!;border-block-start:3px solid #8a5a00!}}
            @media screen and (min-height:480px) and (prefers-color-scheme:dark){.C{border-block-start-color:#d9a441!}}
            @media (forced-colors:active){.C{border-block-start-color:CanvasText!}}
            """.replace(".C", ELEMENT));

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

    /** The style of a notice's element in a look. */
    static String of(LookSettings look, boolean hidden) {
        boolean bar = look.placement() == LookSettings.Placement.BOTTOM_BAR && !hidden;
        return FRAGMENT + (look.skipLinks().isEmpty() ? "" : SKIP_LINKS) + (bar ? BOTTOM_BAR : "");
    }

    /** The hash of a style sheet, as {@code 'sha256-…'} of a content security policy wants it. */
    static String hash(String style) {
        return ContentHash.of(style.getBytes(StandardCharsets.US_ASCII)).base64();
    }

    private static String minified(String css) {
        return css.replace("\n", "").replace("!", "!important");
    }
}
