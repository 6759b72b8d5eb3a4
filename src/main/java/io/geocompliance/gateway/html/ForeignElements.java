package io.geocompliance.gateway.html;

/**
 * The open elements of SVG and MathML, up to a limit, and which of them hold HTML again (WHATWG HTML 13.2.4.2 and 13.2.6.5).
 *
 * <p>Of the HTML elements around and in them the names alone are kept, as bits: enough to know most end tags that close none.
 */
final class ForeignElements {

    private static final int LIMIT = Long.SIZE;
    private static final long SVG = Names.of("svg");
    private static final long ANNOTATION_XML = Names.of("annotation-xml");
    private static final long[] SVG_POINTS = Names.sorted("desc foreignobject title");
    private static final long[] MATH_POINTS = Names.sorted("mi mn mo ms mtext");

    /** What a parser takes as MathML even where a text integration point is current. */
    private static final long[] MATH_TEXT = Names.sorted("malignmark mglyph");

    private static final long META = Names.of("meta");

    /** Elements whose end tags do something with none of them written: br and p make one, the others may have been implied. */
    private static final long[] IMPLIED = Names.sorted("br colgroup p tbody tr");

    private final long[] open = new long[LIMIT];

    /** A bit for each open element: whether it is SVG's. */
    private long svg;

    private int depth;

    /** A bit for the name of every HTML element that was opened. */
    private long html;

    boolean isEmpty() {
        return depth == 0;
    }

    void clear() {
        depth = 0;
    }

    /** Whether a start tag of this name would make a foreign element whatever it is, outermost roots aside. */
    boolean takes(long name) {
        if (isEmpty() || isAnnotation()) {
            return false;
        }
        return !inPoint() || (!isSvg(depth - 1) && Names.has(MATH_TEXT, name));
    }

    /** Whether the innermost element is annotation-xml, of which an attribute says whether it holds HTML. */
    boolean isAnnotation() {
        return !isEmpty() && open[depth - 1] == ANNOTATION_XML && !isSvg(depth - 1);
    }

    /** Whether HTML goes on inside the innermost element, annotation-xml aside. */
    boolean inPoint() {
        return !isEmpty() && Names.has(isSvg(depth - 1) ? SVG_POINTS : MATH_POINTS, open[depth - 1]);
    }

    /** Opens an element, unless it closes itself; false where it would be one too many. */
    boolean push(TagReader tag) {
        if (tag.isSelfClosing()) {
            return true;
        }
        if (depth == LIMIT) {
            return false;
        }
        boolean root = isEmpty() || inPoint() || isAnnotation();
        boolean inSvg = root ? tag.name() == SVG : isSvg(depth - 1);
        svg = inSvg ? svg | 1L << depth : svg & ~(1L << depth);
        open[depth++] = tag.name();
        return true;
    }

    /** Closes the innermost element of that name and those in it; whether there is one. */
    boolean close(long name) {
        for (int i = depth - 1; i >= 0; i--) {
            if (open[i] == name) {
                depth = i;
                return true;
            }
        }
        return false;
    }

    /** Closes all up to where HTML goes on, as start tags do that can't be foreign. */
    void breakOut() {
        while (!isEmpty() && !inPoint()) {
            depth--;
        }
    }

    /** Whether a start tag ends them instead of making one, a font's attributes aside. */
    static boolean isEndedBy(Element element, long name) {
        return switch (element) {
            case BREAKOUT, HEAD, BODY, BR -> true;
            default -> name == META;
        };
    }

    /** Notes the start tag of an HTML element. */
    void openHtml(long name) {
        html |= bit(name);
    }

    /** Whether an end tag that closes none of them may close an HTML element, and those in it. */
    boolean mayCloseHtml(long name) {
        return (html & bit(name)) != 0 || Names.has(IMPLIED, name);
    }

    private static long bit(long name) {
        return 1L << (name * 0x9E3779B97F4A7C15L >>> 58);
    }

    private boolean isSvg(int index) {
        return (svg >>> index & 1) != 0;
    }
}
