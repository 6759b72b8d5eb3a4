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
    private static final long META = Names.of("meta");
    private static final long PARAGRAPH = Names.of("p");
    private static final long BREAK = Names.of("br");

    private final ForeignElements foreign = new ForeignElements();
    private boolean open;

    /** A bit for the name of every HTML element that was opened: an end tag with another bit closes none. */
    private long opened;

    void open() {
        open = true;
    }

    boolean isOpen() {
        return open;
    }

    boolean isForeign() {
        return !foreign.isEmpty();
    }

    /** Whether a tag, of which the name is known, sets the flag to "not ok". */
    boolean isSettledBy(TagReader tag) {
        Element element = Element.of(tag.name());
        boolean html = !foreign.takes(tag.name()) || breaksOut(element, tag.name());
        return html && !tag.isEndTag() && Names.has(NOT_OK, tag.name());
    }

    /** Takes a complete start tag that does not settle it. */
    TreeConstruction.Step startTag(TagReader tag) {
        Element element = Element.of(tag.name());
        if (foreign.takes(tag.name())) {
            if (!breaksOut(element, tag.name())) {
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
        opened |= bit(name);
        return name == INPUT || isForeign() ? TreeConstruction.Step.WATCH : TreeConstruction.Step.TEXT;
    }

    private TreeConstruction.Step push(TagReader tag) {
        boolean kept = foreign.push(tag) && !foreign.isAnnotation();
        return kept ? TreeConstruction.Step.TEXT : TreeConstruction.Step.WATCH;
    }

    /** Takes the name of a complete end tag that does not settle it. */
    TreeConstruction.Step endTag(long name) {
        if (foreign.isEmpty() || foreign.close(name)) {
            return TreeConstruction.Step.TEXT;
        }
        boolean mayCloseMore = name == PARAGRAPH || name == BREAK || (opened & bit(name)) != 0;
        return mayCloseMore ? TreeConstruction.Step.WATCH : TreeConstruction.Step.TEXT;
    }

    /** Whether a start tag ends foreign content (13.2.6.5). */
    private static boolean breaksOut(Element element, long name) {
        return switch (element) {
            case BREAKOUT, HEAD, BODY, BR -> true;
            default -> name == META;
        };
    }

    private static long bit(long name) {
        return 1L << (name * 0x9E3779B97F4A7C15L >>> 58);
    }
}
