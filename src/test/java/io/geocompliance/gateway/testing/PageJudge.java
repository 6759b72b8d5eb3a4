package io.geocompliance.gateway.testing;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;
import nu.validator.htmlparser.common.XmlViolationPolicy;
import nu.validator.htmlparser.dom.HtmlDocumentBuilder;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The oracle: whether a page with a notice is, to a browser, the page without it plus one first child of its body. */
public final class PageJudge {

    static {
        // The parser's own assertions fail on pages that end in "&#"; what it does there without them is right.
        PageJudge.class.getClassLoader().setPackageAssertionStatus("nu.validator.htmlparser", false);
    }

    private final byte[] notice;
    private final Charset charset;

    /**
     * A judge of pages that carry this very notice.
     *
     * @param notice one element with an attribute data-notice-id
     * @param charset what the pages are decoded by
     */
    public PageJudge(byte[] notice, Charset charset) {
        this.notice = notice.clone();
        this.charset = charset;
    }

    /** Empty where the output is right, else what is wrong with it. */
    public Optional<String> faultOf(byte[] original, byte[] output) {
        int place = Arrays.mismatch(original, output);
        if (place < 0) {
            return Optional.of("not injected");
        }
        if (output.length != original.length + notice.length) {
            return Optional.of("the output is " + (output.length - original.length) + " bytes longer");
        }
        Optional<Integer> at = placeOfNotice(original, output, place);
        if (at.isEmpty()) {
            return Optional.of("without the notice the output is not the original");
        }
        return faultOfTree(original, output);
    }

    /** Whether the page shows a frameset in place of a body. */
    public boolean isFrameset(byte[] page) {
        NodeList children = parse(page).getDocumentElement().getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            if ("frameset".equals(children.item(i).getLocalName())) {
                return true;
            }
        }
        return false;
    }

    /** The bytes before the notice and those of its own beginning may be alike, so the first difference is an upper bound. */
    private Optional<Integer> placeOfNotice(byte[] original, byte[] output, int firstDifference) {
        for (int at = firstDifference; at >= Math.max(0, firstDifference - notice.length); at--) {
            boolean noticeHere = Arrays.equals(output, at, at + notice.length, notice, 0, notice.length);
            if (noticeHere && Arrays.equals(output, at + notice.length, output.length, original, at, original.length)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /**
     * The parser loses characters of an unknown named reference that lies across the edge of its buffer of 2,048 characters. White
     * space before a page means nothing and moves that edge, so a fault that is the page's shows with and without it.
     */
    private Optional<String> faultOfTree(byte[] original, byte[] output) {
        return faultOfTree(original, output, "").flatMap(fault -> faultOfTree(original, output, " ".repeat(1_024)));
    }

    private Optional<String> faultOfTree(byte[] original, byte[] output, String before) {
        Document with = parse(output, before);
        Element found = null;
        NodeList all = with.getElementsByTagNameNS("*", "*");
        for (int i = 0; i < all.getLength(); i++) {
            if (((Element) all.item(i)).hasAttribute("data-notice-id")) {
                if (found != null) {
                    return Optional.of("more than one notice");
                }
                found = (Element) all.item(i);
            }
        }
        if (found == null) {
            return Optional.of("swallowed: no notice in the tree");
        }
        Node parent = found.getParentNode();
        if (!"body".equals(parent.getLocalName()) || parent.getParentNode() != with.getDocumentElement()) {
            return Optional.of("the notice's parent is " + parent.getNodeName());
        }
        if (found.getPreviousSibling() != null) {
            return Optional.of("the notice comes after " + found.getPreviousSibling());
        }
        parent.removeChild(found);
        with.normalize();
        Document without = parse(original, before);
        without.normalize();
        return with.isEqualNode(without) ? Optional.empty() : Optional.of("the rest of the tree differs");
    }

    /**
     * The page's characters. At the end of its input the parser takes an unfinished {@code &#} for the numeric reference before it, which
     * may be in the notice; with a line end behind, which changes nothing before it, it reads the two characters that they are.
     */
    private String text(byte[] page) {
        String text = new String(page, charset);
        return text.matches("(?s).*&#[xX]?") ? text + "\n" : text;
    }

    /** A byte order mark is one at the very beginning alone. */
    private static String behindMark(String inserted, String text) {
        return text.startsWith("\uFEFF") ? "\uFEFF" + inserted + text.substring(1) : inserted + text;
    }

    private Document parse(byte[] page) {
        return parse(page, "");
    }

    private Document parse(byte[] page, String before) {
        HtmlDocumentBuilder builder = new HtmlDocumentBuilder(XmlViolationPolicy.ALTER_INFOSET);
        builder.setScriptingEnabled(true);
        builder.setIgnoringComments(false);
        try {
            return builder.parse(new InputSource(new StringReader(behindMark(before, text(page)))));
        } catch (SAXException | IOException e) {
            throw new AssertionError("the judge could not read a page", e);
        }
    }
}
