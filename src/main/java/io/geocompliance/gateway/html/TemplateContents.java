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
        if (isForeign()) {
            return foreignStartTag(tag, element);
        }
        switch (element) {
            case TEMPLATE -> depth++;
            case RESTRICTIVE -> restricted = true;
            case FOREIGN_ROOT -> {
                return restricted ? Element.Content.UNKNOWABLE : push(tag);
            }
            default -> {
                Element.Content content = element.content();
                return restricted && content != Element.Content.DATA ? Element.Content.UNKNOWABLE : content;
            }
        }
        return Element.Content.DATA;
    }

    private Element.Content foreignStartTag(TagReader tag, Element element) {
        boolean staysForeign = switch (element) {
            case OTHER, SCRIPT, RAW_METADATA, NOSCRIPT, TEMPLATE, RAW_FLOW, PLAINTEXT -> true;
            case RESTRICTIVE, FOREIGN_ROOT, HTML, FRAMESET -> true;
            case BREAKOUT, HEAD, BODY, BR, METADATA -> false;
        };
        return staysForeign && foreign.takes(tag.name()) ? push(tag) : Element.Content.UNKNOWABLE;
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
            return !isForeign(); // it may close HTML elements around the foreign ones, and those with them
        }
        foreign.clear();
        depth--;
        restricted &= depth > 0;
        return true;
    }
}
