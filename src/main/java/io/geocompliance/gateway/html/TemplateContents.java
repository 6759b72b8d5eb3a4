package io.geocompliance.gateway.html;

/**
 * Follows what lies inside a template in head as far as it takes to find the template's end.
 *
 * <p>In HTML content an end tag {@code </template>} ends the innermost template whatever else is open (13.2.6.4.4). Two things can
 * hide one: raw text, and foreign content with a template element of its own. So the open foreign elements are kept, up to a
 * limit. Where more of the tree would be needed, the answer is "unknowable": a page with no notice rather than a swallowed one.
 */
final class TemplateContents {

    private static final long TEMPLATE = Names.of("template");
    private static final long FONT = Names.of("font");

    private int depth;

    /** Whether a start tag may be ignored that would be obeyed elsewhere. */
    private boolean restricted;

    private final ForeignElements foreign = new ForeignElements();

    boolean isOpen() {
        return depth > 0;
    }

    boolean isForeign() {
        return !foreign.isEmpty();
    }

    /** Takes a start tag, the outermost template's included. */
    Element.Content startTag(TagReader tag) {
        Element element = Element.of(tag.name());
        if (foreign.takes(tag.name())) {
            if (!ForeignElements.isEndedBy(element, tag.name())) {
                return push(tag);
            }
            if (tag.name() == FONT) {
                return Element.Content.UNKNOWABLE; // its attributes decide
            }
            foreign.breakOut();
        }
        return isForeign() ? inPoint(tag, element) : inHtml(tag, element);
    }

    /** Where HTML goes on inside foreign content, only what leaves no HTML element open can be followed. */
    private Element.Content inPoint(TagReader tag, Element element) {
        return switch (element) {
            case METADATA, RAW_METADATA, SCRIPT, NOSCRIPT, RAW_FLOW ->
                foreign.isAnnotation() ? Element.Content.UNKNOWABLE : element.content();
            case FOREIGN_ROOT -> push(tag);
            default -> Element.Content.UNKNOWABLE;
        };
    }

    private Element.Content inHtml(TagReader tag, Element element) {
        Element.Content content = element.content();
        switch (element) {
            case METADATA -> {} // void
            case TEMPLATE -> depth++;
            case FOREIGN_ROOT -> content = restricted ? Element.Content.UNKNOWABLE : push(tag);
            case RESTRICTIVE -> {
                restricted = true;
                foreign.openHtml(tag.name());
            }
            default -> {
                if (content == Element.Content.DATA) {
                    foreign.openHtml(tag.name());
                } else if (restricted) {
                    content = Element.Content.UNKNOWABLE;
                }
            }
        }
        return content;
    }

    private Element.Content push(TagReader tag) {
        return foreign.push(tag) ? Element.Content.DATA : Element.Content.UNKNOWABLE;
    }

    /** Takes an end tag in DATA; says whether the end of the template is still knowable. */
    boolean endTag(long name) {
        if (foreign.close(name)) {
            return true;
        }
        if (name != TEMPLATE) {
            return !isForeign() || !foreign.mayCloseHtml(name);
        }
        foreign.clear();
        depth--;
        restricted &= depth > 0;
        return true;
    }
}
