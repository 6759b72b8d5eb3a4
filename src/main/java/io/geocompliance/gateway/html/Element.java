package io.geocompliance.gateway.html;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The elements that the scanner tells apart, grouped by what their tags do. */
enum Element {
    HTML("html"),
    HEAD("head"),
    BODY("body"),
    FRAMESET("frameset"),
    BR("br"),
    /** Void elements that may stand in head. */
    METADATA("base", "basefont", "bgsound", "link", "meta"),
    /** Elements that may stand in head and whose content is RCDATA or RAWTEXT. */
    RAW_METADATA("title", "style", "noframes"),
    SCRIPT("script"),
    /** Scripting is enabled, so its content is RAWTEXT. */
    NOSCRIPT("noscript"),
    TEMPLATE("template"),

    /** RCDATA or RAWTEXT that belongs in body. */
    RAW_FLOW("textarea", "xmp", "iframe", "noembed"),
    PLAINTEXT("plaintext"),
    /** The roots of foreign content. */
    FOREIGN_ROOT("svg", "math"),
    /** After these a parser may ignore start tags that it would obey elsewhere; standards and browsers of several years differ. */
    RESTRICTIVE("col", "select"),
    /** Start tags that end foreign content (13.2.6.5), as far as they are not above. */
    BREAKOUT(
            ("b big blockquote center code dd div dl dt em embed font h1 hr i img li listing menu nobr ol p pre ruby s small"
                            + " span strong strike sub sup table tt u ul var")
                    .split(" ")),
    OTHER;

    private static final long[] NAMES;
    private static final Element[] ELEMENTS;

    static {
        Map<Long, Element> byName = new HashMap<>();
        for (Element element : values()) {
            for (String name : element.names) {
                byName.put(Names.of(name), element);
            }
        }
        NAMES = byName.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
        ELEMENTS = Arrays.stream(NAMES).mapToObj(byName::get).toArray(Element[]::new);
    }

    @SuppressWarnings("ImmutableEnumChecker") // written by the constructor, read by the static block, never handed out
    private final String[] names;

    Element(String... names) {
        this.names = names;
    }

    static Element of(long name) {
        int index = Arrays.binarySearch(NAMES, name);
        return index < 0 ? OTHER : ELEMENTS[index];
    }

    /** What follows this element's start tag in HTML content. */
    Content content() {
        return switch (this) {
            case RAW_METADATA, NOSCRIPT, RAW_FLOW, SCRIPT -> Content.RAW_TEXT;
            case PLAINTEXT -> Content.PLAINTEXT;
            default -> Content.DATA;
        };
    }

    /** How the tokenizer goes on after a start tag. */
    enum Content {
        DATA,
        /** RCDATA, RAWTEXT or script data: up to an end tag of the same name. */
        RAW_TEXT,
        /** Nothing ends it but the page. */
        PLAINTEXT,
        /** It depends on more of the tree than the scanner keeps. */
        UNKNOWABLE
    }
}
