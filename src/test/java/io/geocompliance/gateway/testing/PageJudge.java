package io.geocompliance.gateway.testing;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The oracle: whether a page with a notice is, to a browser, the page without it plus one first child of its body. */
public final class PageJudge {

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
        return faultOfTree(parse(original), output);
    }

    /** The first offset at which a notice would be right. */
    public OptionalInt placeIn(byte[] page) {
        PageNode original = parse(page);
        return IntStream.rangeClosed(0, page.length)
                .filter(at -> faultOfTree(original, withNotice(page, at)).isEmpty())
                .findFirst();
    }

    /** Whether the page shows a frameset in place of a body. */
    public boolean isFrameset(byte[] page) {
        return parse(page).all().anyMatch(node -> node.name.equals("frameset") && node.parent.name.equals("html"));
    }

    private byte[] withNotice(byte[] page, int at) {
        byte[] output = new byte[page.length + notice.length];
        System.arraycopy(page, 0, output, 0, at);
        System.arraycopy(notice, 0, output, at, notice.length);
        System.arraycopy(page, at, output, at + notice.length, page.length - at);
        return output;
    }

    /** The bytes before the notice and those of its own beginning may be alike, so the first difference is an upper bound. */
    private Optional<Integer> placeOfNotice(byte[] original, byte[] output, int firstDifference) {
        for (int at = firstDifference; at >= Math.max(0, firstDifference - notice.length); at--) {
            if (Arrays.equals(output, withNotice(original, at))) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private Optional<String> faultOfTree(PageNode original, byte[] output) {
        PageNode with = parse(output);
        List<PageNode> notices = with.all()
                .filter(node -> node.attributes.containsKey("data-notice-id"))
                .toList();
        if (notices.size() != 1) {
            return Optional.of(notices.isEmpty() ? "swallowed: no notice in the tree" : "more than one notice");
        }
        PageNode found = notices.get(0);
        PageNode body = found.parent;
        if (!body.name.equals("body") || !body.parent.name.equals("html") || body.parent.parent != with) {
            return Optional.of("the notice's parent is " + body.name);
        }
        if (body.children.get(0) != found) {
            return Optional.of("the notice comes after " + body.children.get(0).name);
        }
        body.removeBetweenTexts(found);
        return with.isLike(original) ? Optional.empty() : Optional.of("the rest of the tree differs");
    }

    private PageNode parse(byte[] page) {
        return BrowserParser.parse(new String(page, charset));
    }
}
