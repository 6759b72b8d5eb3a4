package io.geocompliance.gateway.html;

/**
 * The tree construction stage before body, as far as it decides the place: which mode, which template, what a tag does; and in an
 * implied body, as long as a frameset may replace it.
 */
final class TreeConstruction {

    private final TemplateContents template = new TemplateContents();
    private final ImpliedBody body = new ImpliedBody();
    private InsertionMode mode = InsertionMode.BEFORE_HEAD;

    /** Whether a DOCTYPE would still count (13.2.6.4.1). */
    private boolean initial = true;

    /** Whether the page announces a frameset. */
    private boolean framesetDoctype;

    boolean inTemplate() {
        return template.isOpen();
    }

    boolean inForeign() {
        return template.isForeign() || body.isForeign();
    }

    boolean isInitial() {
        return initial;
    }

    boolean hasFramesetDoctype() {
        return framesetDoctype;
    }

    void doctype(boolean frameset) {
        framesetDoctype |= initial && frameset;
        initial = false;
    }

    /** Whether a tag, of which the name is known, makes the parser open an implied body. */
    boolean opensBody(TagReader tag) {
        if (template.isOpen() || body.isOpen()) {
            return false;
        }
        Element element = Element.of(tag.name());
        return tag.isEndTag() ? InsertionMode.endTagOpensBody(element) : mode.startTagOpensBody(element);
    }

    void openBody() {
        initial = false;
        body.open();
    }

    /** Whether white space hides the text behind it from the parser of Firefox, which then leaves the flag at "ok". */
    boolean hidesTextBehindSpace() {
        return !body.isEnded();
    }

    /** Whether a tag, of which the name is known, rules out that a frameset replaces the implied body. */
    boolean settlesBody(TagReader tag) {
        return body.isOpen() && body.isSettledBy(tag);
    }

    /** Takes a complete tag that opens no implied body. */
    Step take(TagReader tag) {
        initial = false;
        if (tag.isEndTag()) {
            return endTag(tag);
        }
        Element element = Element.of(tag.name());
        if (body.isOpen()) {
            return body.startTag(tag);
        }
        if (template.isOpen()) {
            return step(template.startTag(tag));
        }
        mode = mode.afterStartTag(element);
        return switch (element) {
            case BODY -> Step.BODY;
            case FRAMESET -> Step.FRAMESET;
            case HTML -> tag.root().amp() ? Step.AMP : Step.TEXT;
            case TEMPLATE -> step(template.startTag(tag));
            default -> step(element.content());
        };
    }

    private Step endTag(TagReader tag) {
        if (tag.isEndOfRawText()) {
            return Step.TEXT;
        }
        if (body.isOpen()) {
            return body.endTag(tag.name());
        }
        if (template.isOpen()) {
            return template.endTag(tag.name()) ? Step.TEXT : Step.UNKNOWABLE;
        }
        mode = mode.afterEndTag(Element.of(tag.name()));
        return Step.TEXT;
    }

    private static Step step(Element.Content content) {
        return switch (content) {
            case DATA -> Step.TEXT;
            case RAW_TEXT -> Step.RAW_TEXT;
            case PLAINTEXT -> Step.PLAINTEXT;
            case UNKNOWABLE -> Step.UNKNOWABLE;
        };
    }

    /** What follows a tag. */
    enum Step {
        TEXT,
        /** Up to the end tag of this name. */
        RAW_TEXT,
        /** The rest of the page is text. */
        PLAINTEXT,
        /** The body begins here. */
        BODY,
        FRAMESET,
        AMP,
        /** More of the tree would have to be kept. */
        UNKNOWABLE,
        /** The same, in an implied body. */
        WATCH
    }
}
