package io.geocompliance.gateway.testing;

import java.io.IOException;
import java.io.StringReader;
import nu.validator.htmlparser.common.DocumentMode;
import nu.validator.htmlparser.common.XmlViolationPolicy;
import nu.validator.htmlparser.impl.CoalescingTreeBuilder;
import nu.validator.htmlparser.impl.HtmlAttributes;
import nu.validator.htmlparser.impl.Tokenizer;
import nu.validator.htmlparser.io.Driver;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Makes the tree that a browser makes of a page, scripting on: nu.validator's parser with three faults of its tokenizer mended. */
final class BrowserParser extends CoalescingTreeBuilder<PageNode> {

    private static final String HTML = "http://www.w3.org/1999/xhtml";

    static {
        // The parser's own assertions fail on pages that end in "&#"; what it does there without them is right.
        BrowserParser.class.getClassLoader().setPackageAssertionStatus("nu.validator.htmlparser", false);
    }

    private final PageNode document = new PageNode("#document", "");

    private BrowserParser() {}

    /** The page's document node. */
    static PageNode parse(String page) {
        BrowserParser builder = new BrowserParser();
        builder.setScriptingEnabled(true);
        builder.setIgnoringComments(false);
        builder.setNamePolicy(XmlViolationPolicy.ALLOW);
        // At the end of its input the parser takes "&#" for the numeric reference before it; a line end behind changes
        // nothing before it.
        String readable = page.endsWith("&#") ? page + "\n" : page;
        try {
            new Driver(new MendedTokenizer(builder)).tokenize(new InputSource(new StringReader(readable)));
        } catch (SAXException | IOException e) {
            throw new AssertionError("the judge could not read a page", e);
        }
        return builder.document;
    }

    /** Leaves out states that serve error reports only and are wrong: WHATWG HTML 13.2.5.46 to .49 and .74. */
    private static final class MendedTokenizer extends Tokenizer {

        private int returnState = DATA;

        MendedTokenizer(BrowserParser builder) {
            super(builder, true);
        }

        /** A comment ends at {@code <!--x>} there, and the last character of a buffer is lost behind an unknown named reference. */
        @Override
        protected int transition(int from, int to, boolean reconsume, int pos) {
            switch (to) {
                case CONSUME_CHARACTER_REFERENCE -> returnState = from;
                case COMMENT_LESSTHAN -> {
                    return COMMENT;
                }
                case AMBIGUOUS_AMPERSAND -> {
                    return returnState;
                }
                default -> {}
            }
            return to;
        }
    }

    @Override
    protected void documentMode(DocumentMode mode, String publicIdentifier, String systemIdentifier) {
        document.attributes.put("mode", mode.name());
    }

    @Override
    protected void appendDoctypeToDocument(String name, String publicIdentifier, String systemIdentifier) {
        PageNode doctype = new PageNode("#doctype", name);
        doctype.attributes.put("public", publicIdentifier);
        doctype.attributes.put("system", systemIdentifier);
        document.append(doctype);
    }

    @Override
    protected PageNode createHtmlElementSetAsRoot(HtmlAttributes attributes) {
        PageNode html = createElement(HTML, "html", attributes, document);
        document.append(html);
        return html;
    }

    @Override
    protected PageNode createElement(String namespace, String name, HtmlAttributes attributes, PageNode parent) {
        PageNode element = new PageNode(namespace.equals(HTML) ? name : namespace + ' ' + name, "");
        addAttributesToElement(element, attributes);
        return element;
    }

    @Override
    protected void addAttributesToElement(PageNode element, HtmlAttributes attributes) {
        for (int i = 0; i < attributes.getLength(); i++) {
            String name = attributes.getURINoBoundsCheck(i) + ' ' + attributes.getLocalNameNoBoundsCheck(i);
            element.attributes.putIfAbsent(name.strip(), attributes.getValueNoBoundsCheck(i));
        }
    }

    @Override
    protected void appendElement(PageNode child, PageNode parent) {
        parent.append(child);
    }

    @Override
    protected void appendCharacters(PageNode parent, String text) {
        parent.appendText(text);
    }

    @Override
    protected void appendComment(PageNode parent, String comment) {
        parent.append(new PageNode("#comment", comment));
    }

    @Override
    protected void appendCommentToDocument(String comment) {
        appendComment(document, comment);
    }

    @Override
    protected boolean hasChildren(PageNode element) {
        return !element.children.isEmpty();
    }

    @Override
    protected void detachFromParent(PageNode element) {
        element.detach();
    }

    @Override
    protected void appendChildrenToNewParent(PageNode from, PageNode to) {
        while (hasChildren(from)) {
            to.append(from.children.get(0));
        }
    }

    @Override
    protected PageNode createAndInsertFosterParentedElement(
            String namespace, String name, HtmlAttributes attributes, PageNode table, PageNode stackParent) {
        PageNode element = createElement(namespace, name, attributes, stackParent);
        insertFosterParentedChild(element, table, stackParent);
        return element;
    }

    @Override
    protected void insertFosterParentedChild(PageNode child, PageNode table, PageNode stackParent) {
        if (table.parent == null) {
            stackParent.append(child);
        } else {
            table.parent.insertBefore(table, child);
        }
    }

    @Override
    protected void insertFosterParentedCharacters(String text, PageNode table, PageNode stackParent) {
        if (table.parent == null) {
            stackParent.appendText(text);
        } else {
            table.parent.insertTextBefore(table, text);
        }
    }
}
