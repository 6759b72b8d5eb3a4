package io.geocompliance.gateway.html;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Makes pages of the constructs that decide where a notice goes: mostly plausible ones, some beyond repair. The same seed, the same page. */
final class PageGrammar {

    private static final String[] HEAD_ELEMENTS =
            "base basefont bgsound link meta title style noframes script noscript template".split(" ");
    private static final String[] OTHER_ELEMENTS =
            ("p div span a b i nobr font form h1 ul li dd dt option optgroup ruby rt button"
                            + " table tr td caption col select input textarea xmp iframe noembed plaintext pre listing br hr img image"
                            + " embed area applet object marquee param source wbr body-widget bodyx heads framesetx averyverylongelementname"
                            + " svg math g title desc foreignObject mi mo mtext annotation-xml mglyph malignmark frame frameset"
                            + " html head body template script style noscript noframes")
                    .split(" ");
    private static final String[] SPACES = {
        " ", "\n", "\t", "\r\n", "\f", "  ", "&#32;", "&#x20;", "&#9", "&Tab;", "&NewLine;", "&#0010;"
    };
    private static final String[] CHARACTERS = {
        "x", "Hi", "\0", "\uFEFF", "\u00A0", "<", "<3", "< ", "&", "&lt;", "&nbsp;", "&#", "&#x", "&#0;", "&#160;",
        "&Tabs;", "&Tab", "&#3", "]]>", "-->", "/>", "\u044F", "'", "\""
    };
    private static final String[] ATTRIBUTES = {
        "",
        "",
        "",
        "",
        " ",
        "/",
        " a",
        " a=b",
        " a='>'",
        " a=\"<body>\"",
        " =x",
        " a=\"b\"c",
        " a=b\"",
        " lang=ru",
        " type=hidden",
        " a = 'b' ",
        "\n",
        " a=>",
        "/a",
        " a/",
        " data-x=<body",
        " encoding=text/html",
        " color=red",
        " /",
        " a='",
        " <"
    };
    private static final String[] COMMENTS = {
        "<!---->",
        "<!-->",
        "<!--->",
        "<!--x-->",
        "<!--<body>-->",
        "<!-- --!>",
        "<!-- --!x>-->",
        "<!--x->--",
        "<!-",
        "<!--",
        "<!x>",
        "<!>",
        "<?x?>",
        "<?",
        "</ x>",
        "</>",
        "</",
        "<!-- - -- --->",
        "<![CDATA[x]]>",
        "<![CDATA[ <body>]] ]]]>",
        "<![CDATA[",
        "<!--[if lt IE 9]><body><![endif]-->",
        "<!--<!---->"
    };
    private static final String[] DOCTYPES = {
        "<!DOCTYPE html>", "<!doctype html>", "<!doctypehtml>",
                "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01 Frameset//EN\">",
        "<!DOCTYPE html PUBLIC \"a>b\">", "<!DOCTYPE html SYSTEM 'about:legacy-compat'>", "<!doctyp>", "<!doctype"
    };
    private static final String[] RAW_TEXTS = {
        "",
        "x",
        "<body>",
        "<!--",
        "<!--<script>",
        "-->",
        "</script",
        "</titlex>",
        "</style >",
        "<script>",
        "</ script>",
        "<",
        "</",
        "--!>",
        "&#32;",
        "<!-<script>",
        "<!--<script></script>",
        "<!--<scriptx></script>",
        "</TITLE>",
        "<svg>",
        "</template>",
        "<frameset>"
    };

    private static final String SPOILERS = "<>/!-\"'= &;#x\0";

    private final Random random;
    private final StringBuilder page = new StringBuilder();

    private PageGrammar(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L);
    }

    static byte[] page(long seed) {
        PageGrammar grammar = new PageGrammar(seed);
        switch (grammar.random.nextInt(4)) {
            case 0 -> grammar.pieces(1 + grammar.random.nextInt(12));
            case 1 -> grammar.impliedBody();
            default -> grammar.document();
        }
        return grammar.spoilt(grammar.page.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The outline that pages have, each part of it there or not. */
    private void document() {
        maybe(20, "\uFEFF");
        maybe(70, any(DOCTYPES));
        pieces(random.nextInt(2));
        maybe(70, "<html" + any(ATTRIBUTES) + ">");
        maybe(60, "<head>");
        headPieces(random.nextInt(5));
        maybe(60, "</head>");
        maybe(50, any(SPACES));
        pieces(random.nextInt(2));
        maybe(70, "<body" + any(ATTRIBUTES) + ">");
        pieces(random.nextInt(6));
        maybe(50, "</body></html>");
    }

    /** A body without a tag, and perhaps a frameset after it. */
    private void impliedBody() {
        maybe(50, any(DOCTYPES));
        maybe(50, "</head>");
        pieces(1 + random.nextInt(6));
        maybe(70, "<frameset>");
        pieces(random.nextInt(2));
    }

    private void headPieces(int count) {
        for (int i = 0; i < count; i++) {
            if (random.nextInt(4) == 0) {
                piece();
            } else {
                element(any(HEAD_ELEMENTS));
            }
        }
    }

    private void pieces(int count) {
        for (int i = 0; i < count; i++) {
            piece();
        }
    }

    private void piece() {
        switch (random.nextInt(12)) {
            case 0 -> page.append(any(SPACES));
            case 1 -> page.append(any(CHARACTERS));
            case 2 -> page.append(any(COMMENTS));
            case 3 -> page.append(random.nextInt(4) == 0 ? any(DOCTYPES) : any(SPACES));
            case 4, 5 -> page.append("</" + inAnyCase(anyElement()) + any(ATTRIBUTES) + ">");
            case 6, 7 -> element(any(HEAD_ELEMENTS));
            case 8 -> foreign();
            default -> startTag(anyElement());
        }
    }

    private String anyElement() {
        return random.nextInt(3) == 0 ? any(HEAD_ELEMENTS) : any(OTHER_ELEMENTS);
    }

    private void startTag(String name) {
        page.append('<').append(inAnyCase(name)).append(any(ATTRIBUTES)).append(random.nextInt(40) == 0 ? "" : ">");
    }

    private void element(String name) {
        startTag(name);
        if (name.equals("template")) {
            pieces(random.nextInt(4));
        } else {
            for (int i = random.nextInt(3); i > 0; i--) {
                page.append(any(RAW_TEXTS));
            }
        }
        maybe(85, "</" + inAnyCase(name) + any(ATTRIBUTES) + ">");
    }

    private void foreign() {
        String root = random.nextBoolean() ? "svg" : "math";
        page.append('<' + root + '>');
        pieces(random.nextInt(4));
        maybe(80, "</" + root + ">");
    }

    /** One page in eight is cut short or has bytes added, dropped or changed. */
    private byte[] spoilt(byte[] good) {
        if (good.length == 0 || random.nextInt(8) != 0) {
            return good;
        }
        int at = random.nextInt(good.length);
        ByteArrayOutputStream spoilt = new ByteArrayOutputStream();
        spoilt.write(good, 0, at);
        switch (random.nextInt(4)) {
            case 0 -> {}
            case 1 -> spoilt.write(good, at + 1, good.length - at - 1);
            case 2 -> {
                spoilt.write(SPOILERS.charAt(random.nextInt(SPOILERS.length())));
                spoilt.write(good, at, good.length - at);
            }
            default -> {
                byte[] rest = Arrays.copyOfRange(good, at, good.length);
                spoilt.write(rest, 0, rest.length);
                spoilt.write(rest, 0, Math.min(rest.length, 1 + random.nextInt(8)));
            }
        }
        return spoilt.toByteArray();
    }

    private String inAnyCase(String name) {
        return random.nextInt(8) == 0 ? name.toUpperCase(java.util.Locale.ROOT) : name;
    }

    private void maybe(int percent, String text) {
        if (random.nextInt(100) < percent) {
            page.append(text);
        }
    }

    private String any(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
