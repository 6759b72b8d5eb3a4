package io.geocompliance.gateway.html;

/**
 * Follows what lies inside a template in head as far as it takes to find the template's end.
 *
 * <p>In HTML content an end tag {@code </template>} ends the innermost template whatever else is open (13.2.6.4.4). Two things can
 * hide one: raw text, and foreign content with a template element of its own. So the open foreign elements are kept, up to a
 * limit. Where more of the tree would be needed, the answer is "unknowable": a page with no notice rather than a swallowed one.
 */
final class TemplateContents {

    private static final int FOREIGN_LIMIT = 64;
    private static final long TEMPLATE = Names.of("template");

    private int depth;

    /** Whether a start tag may be ignored that would be obeyed elsewhere. */
    private boolean restricted;

    private final long[] foreign = new long[FOREIGN_LIMIT];
    private int foreignDepth;

    boolean isOpen() {
        return depth > 0;
    }

    boolean isForeign() {
        return foreignDepth > 0;
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
            case RESTRICTIVE, FOREIGN_ROOT, INTEGRATION_POINT, HTML, FRAMESET -> true;
            case BREAKOUT, HEAD, BODY, BR, METADATA -> false;
        };
        return staysForeign && !inIntegrationPoint() ? push(tag) : Element.Content.UNKNOWABLE;
    }

    /** Names alone don't tell svg's title from math's; taking both for one only makes the answer more careful. */
    private boolean inIntegrationPoint() {
        Element current = Element.of(foreign[foreignDepth - 1]);
        return current == Element.INTEGRATION_POINT || current == Element.RAW_METADATA;
    }

    private Element.Content push(TagReader tag) {
        if (!tag.isSelfClosing()) {
            if (foreignDepth == FOREIGN_LIMIT) {
                return Element.Content.UNKNOWABLE;
            }
            foreign[foreignDepth++] = tag.name();
        }
        return Element.Content.DATA;
    }

    /** Takes an end tag in DATA; says whether the end of the template is still knowable. */
    boolean endTag(long name) {
        for (int i = foreignDepth - 1; i >= 0; i--) {
            if (foreign[i] == name) {
                foreignDepth = i;
                return true;
            }
        }
        if (name != TEMPLATE) {
            return !isForeign(); // it may close HTML elements around the foreign ones, and those with them
        }
        foreignDepth = 0;
        depth--;
        restricted &= depth > 0;
        return true;
    }
}
