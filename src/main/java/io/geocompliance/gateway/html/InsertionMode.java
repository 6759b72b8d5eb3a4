package io.geocompliance.gateway.html;

/** The insertion modes before body (WHATWG HTML 13.2.6.4.1 to .6), scripting enabled; initial, before html and before head are one. */
enum InsertionMode {
    BEFORE_HEAD,
    IN_HEAD,
    AFTER_HEAD;

    /** Whether a start tag of this name makes the parser open an implied body and put the element there. */
    boolean startTagOpensBody(Element element) {
        return switch (element) {
            case HTML, HEAD, BODY, FRAMESET, METADATA, RAW_METADATA, SCRIPT, TEMPLATE -> false;
            case NOSCRIPT -> this == AFTER_HEAD;
            default -> true;
        };
    }

    /** Whether an end tag of this name makes the parser open an implied body. */
    static boolean endTagOpensBody(Element element) {
        return element == Element.BODY || element == Element.HTML || element == Element.BR;
    }

    InsertionMode afterStartTag(Element element) {
        return this == BEFORE_HEAD && element != Element.HTML ? IN_HEAD : this;
    }

    InsertionMode afterEndTag(Element element) {
        return element == Element.HEAD ? AFTER_HEAD : this;
    }
}
