package io.geocompliance.gateway.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A node of a page's tree. */
final class PageNode {

    private static final String TEXT = "#text";

    /** Of an element with its namespace unless that is HTML's; {@code #text}, {@code #comment}, {@code #doctype} or {@code #document}. */
    final String name;

    /** An element's attributes, a DOCTYPE's identifiers, a document's mode. */
    final Map<String, String> attributes = new TreeMap<>();

    final List<PageNode> children = new ArrayList<>();

    /** Null for a document, and for an element that is in no tree yet or any more. */
    PageNode parent;

    private final StringBuilder data = new StringBuilder();

    PageNode(String name, String data) {
        this.name = name;
        this.data.append(data);
    }

    void append(PageNode child) {
        insert(child, children.size());
    }

    private void insert(PageNode child, int index) {
        child.detach();
        child.parent = this;
        children.add(index, child);
    }

    void detach() {
        if (parent != null) {
            parent.children.remove(this);
            parent = null;
        }
    }

    void insertBefore(PageNode next, PageNode child) {
        child.detach();
        insert(child, children.indexOf(next));
    }

    void appendText(String text) {
        insertText(children.size(), text);
    }

    void insertTextBefore(PageNode next, String text) {
        insertText(children.indexOf(next), text);
    }

    private void insertText(int index, String text) {
        if (index > 0 && children.get(index - 1).name.equals(TEXT)) {
            children.get(index - 1).data.append(text);
        } else {
            insert(new PageNode(TEXT, text), index);
        }
    }

    /** Takes a child out and makes one of the texts that it was between. */
    void removeBetweenTexts(PageNode child) {
        int index = children.indexOf(child);
        child.detach();
        if (index < children.size() && children.get(index).name.equals(TEXT)) {
            PageNode text = children.get(index);
            text.detach();
            insertText(index, text.data.toString());
        }
    }

    /** This node and all in it. */
    Stream<PageNode> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(PageNode::all));
    }

    /** Whether the two and all in them are alike. */
    boolean isLike(PageNode other) {
        boolean alike = name.equals(other.name)
                && attributes.equals(other.attributes)
                && data.compareTo(other.data) == 0
                && children.size() == other.children.size();
        for (int i = 0; alike && i < children.size(); i++) {
            alike = children.get(i).isLike(other.children.get(i));
        }
        return alike;
    }
}
