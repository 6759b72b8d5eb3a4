package io.geocompliance.gateway.html;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the beginning of a body: does it begin with links into the page itself, and where do they end? A value of the bytes alone.
 *
 * <p>They may stand in containers and lists; whatever else comes first, a heading or words, ends them. The end is a place where an
 * element may stand: in the body or in a plain container, not in a list, a paragraph or a navigation.
 */
final class LeadingSkipLinks {

    private static final Set<String> CONTAINERS =
            Set.of("div", "section", "p", "nav", "header", "ul", "ol", "li", "span");

    /** Of these, those in which a notice may stand. */
    private static final Set<String> ROOMY = Set.of("div", "section");

    private static final Verdict OPEN = new Verdict(Kind.OPEN, 0);

    private final byte[] alreadyMarker;

    LeadingSkipLinks(byte[] alreadyMarker) {
        this.alreadyMarker = alreadyMarker.clone();
    }

    /** What the bytes say. */
    enum Kind {
        /** More of them are needed. */
        OPEN,
        NONE,
        /** The notice of an instance before this one stands there. */
        ALREADY,
        THERE
    }

    /** @param end of the links, from the first byte; only where they are there */
    record Verdict(Kind kind, int end) {}

    /**
     * Reads from the first byte.
     *
     * @param complete whether no more will come
     */
    Verdict read(byte[] b, int length, boolean complete) {
        Run run = new Run(b, length);
        boolean stopped = run.toTheEnd();
        if (!stopped && !complete) {
            return OPEN;
        }
        int at = run.at;
        boolean already = length - at >= alreadyMarker.length
                && Arrays.equals(b, at, at + alreadyMarker.length, alreadyMarker, 0, alreadyMarker.length);
        if (already) {
            return new Verdict(Kind.ALREADY, 0);
        }
        return run.end < 0 ? new Verdict(Kind.NONE, 0) : new Verdict(Kind.THERE, run.end);
    }

    /** One reading. */
    private static final class Run {

        private final String text;
        private final Deque<String> open = new ArrayDeque<>();
        private int at;

        /** Where the links end; negative while there is none, or none that ends in a roomy place. */
        private int end = -1;

        private boolean linkSeen;

        Run(byte[] b, int length) {
            // One character for each byte: offsets stay offsets, and markup is ASCII in every encoding that gets here.
            text = new String(b, 0, length, StandardCharsets.ISO_8859_1);
        }

        /** Whether something stands there that ends the links; else the text has ended first. */
        boolean toTheEnd() {
            while (at < text.length()) {
                if (isSpace(text.charAt(at))) {
                    at++;
                    continue;
                }
                int next = text.charAt(at) == '<' ? markup() : STOP;
                if (next == STOP) {
                    return true;
                }
                if (next == MORE) {
                    return false;
                }
                at = next;
            }
            return false;
        }

        private static final int STOP = -1;
        private static final int MORE = -2;

        /** Behind the comment, tag or link at hand. */
        private int markup() {
            if (text.startsWith("<!--", at)) {
                int close = text.indexOf("-->", at + 4);
                return close < 0 ? MORE : close + 3;
            }
            int close = tagEnd(at);
            if (close < 0) {
                return text.length() - at < "<!--".length() || close == MORE ? MORE : STOP;
            }
            String tag = text.substring(at, close).toLowerCase(Locale.ROOT);
            boolean ending = tag.startsWith("</");
            String name = name(tag, ending ? 2 : 1);
            if (ending) {
                return endTag(name, close);
            }
            if (name.equals("a")) {
                return link(tag, close);
            }
            if (!CONTAINERS.contains(name)) {
                return STOP;
            }
            open.push(name);
            return close;
        }

        private int endTag(String name, int close) {
            if (!name.equals(open.peek())) {
                return STOP;
            }
            open.pop();
            ended(close);
            return close;
        }

        private int link(String tag, int close) {
            if (!isIntoThePage(tag)) {
                return STOP;
            }
            int end = text.toLowerCase(Locale.ROOT).indexOf("</a", close);
            int behind = end < 0 ? -1 : text.indexOf('>', end);
            if (behind < 0) {
                return MORE;
            }
            linkSeen = true;
            ended(behind + 1);
            return behind + 1;
        }

        private void ended(int behind) {
            if (linkSeen && ROOMY.containsAll(open)) {
                end = behind;
            }
        }

        /** Behind the tag's {@code >}, which counts only outside of quotes. */
        private int tagEnd(int start) {
            char quote = 0;
            for (int i = start; i < text.length(); i++) {
                char c = text.charAt(i);
                if (quote != 0) {
                    quote = c == quote ? 0 : quote;
                } else if ((c == '"' || c == '\'') && text.charAt(i - 1) == '=') {
                    quote = c;
                } else if (c == '>') {
                    return i + 1;
                }
            }
            return MORE;
        }

        private static String name(String tag, int from) {
            int to = from;
            while (to < tag.length() && !isSpace(tag.charAt(to)) && tag.charAt(to) != '>' && tag.charAt(to) != '/') {
                to++;
            }
            return tag.substring(from, to);
        }

        /** An address that is a fragment and more than its sign. */
        private static boolean isIntoThePage(String tag) {
            int href = tag.indexOf("href=");
            if (href < 0 || !isSpace(tag.charAt(href - 1))) {
                return false;
            }
            int value = href + "href=".length();
            value += value < tag.length() && (tag.charAt(value) == '"' || tag.charAt(value) == '\'') ? 1 : 0;
            return value + 1 < tag.length() && tag.charAt(value) == '#' && "\"'> ".indexOf(tag.charAt(value + 1)) < 0;
        }

        private static boolean isSpace(char c) {
            return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
        }
    }
}
