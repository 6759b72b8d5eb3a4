package io.geocompliance.gateway.html;

/**
 * Follows an implied body as far as it takes to know whether a frameset may still replace it: the parser's frameset-ok flag.
 *
 * <p>Most of what a page shows sets the flag to "not ok" (WHATWG HTML 13.2.6.4.7): a character that is not white space, or one of
 * two dozen elements. What does not is mostly told by names alone; in SVG and MathML it takes the elements that are open. Where
 * browsers differ the careful one is believed: {@code </br>}, text behind white space, and a template in head change nothing. Where
 * more of the tree would be needed, the answer is {@link TreeConstruction.Step#WATCH}.
 */
final class ImpliedBody {

    /** Start tags that set the flag to "not ok" in HTML content; an input does where its type is not hidden. */
    private static final long[] NOT_OK = Names.sorted(
            "applet area body br button dd dt embed hr iframe image img keygen li listing marquee object plaintext"
                    + " pre select table template textarea wbr xmp");

    private static final long INPUT = Names.of("input");
    private static final long FONT = Names.of("font");
    private static final long[] ENDS = Names.sorted("body html");

    private final ForeignElements foreign = new ForeignElements();
    private boolean open;

    /** Whether the body's end tag has come, and nothing since that leads back into it. */
    private boolean ended;

    void open() {
        open = true;
    }

    boolean isOpen() {
        return open;
    }

    boolean isEnded() {
        return ended;
    }

    boolean isForeign() {
        return !foreign.isEmpty();
    }

    /** Whether a tag, of which the name is known, sets the flag to "not ok". */
    boolean isSettledBy(TagReader tag) {
        Element element = Element.of(tag.name());
        boolean html = !foreign.takes(tag.name()) || ForeignElements.isEndedBy(element, tag.name());
        return html && !tag.isEndTag() && Names.has(NOT_OK, tag.name());
    }

    /** Takes a complete start tag that does not settle it. */
    TreeConstruction.Step startTag(TagReader tag) {
        Element element = Element.of(tag.name());
        ended &= element == Element.HTML;
        if (foreign.takes(tag.name())) {
            if (!ForeignElements.isEndedBy(element, tag.name())) {
                return push(tag);
            }
            if (tag.name() == FONT) {
                return TreeConstruction.Step.WATCH; // its attributes decide
            }
            foreign.breakOut();
        }
        return switch (element) {
            case FRAMESET -> TreeConstruction.Step.FRAMESET;
            case RAW_METADATA, SCRIPT, NOSCRIPT, RAW_FLOW -> TreeConstruction.Step.RAW_TEXT;
            case FOREIGN_ROOT -> push(tag);
            case HTML, HEAD, METADATA -> TreeConstruction.Step.TEXT;
            default -> htmlElement(tag.name());
        };
    }

    private TreeConstruction.Step htmlElement(long name) {
        foreign.openHtml(name);
        return name == INPUT || isForeign() ? TreeConstruction.Step.WATCH : TreeConstruction.Step.TEXT;
    }

    private TreeConstruction.Step push(TagReader tag) {
        boolean kept = foreign.push(tag) && !foreign.isAnnotation();
        return kept ? TreeConstruction.Step.TEXT : TreeConstruction.Step.WATCH;
    }

    /** Takes the name of a complete end tag that does not settle it. */
    TreeConstruction.Step endTag(long name) {
        ended = foreign.isEmpty() && Names.has(ENDS, name);
        boolean known = foreign.isEmpty() || foreign.close(name) || !foreign.mayCloseHtml(name);
        return known ? TreeConstruction.Step.TEXT : TreeConstruction.Step.WATCH;
    }
}
