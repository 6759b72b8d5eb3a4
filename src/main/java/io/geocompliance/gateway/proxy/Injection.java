package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.coding.ContentCoding;
import io.geocompliance.gateway.coding.Decoder.Progress;
import io.geocompliance.gateway.html.HtmlScanner;
import io.geocompliance.gateway.html.Outcome;
import io.geocompliance.gateway.html.PlaceScanner;
import io.geocompliance.gateway.html.SkipLinkScanner;
import io.geocompliance.gateway.notice.Fragment;
import io.geocompliance.gateway.notice.LookSettings;
import io.geocompliance.gateway.notice.NoticeEdition;
import io.geocompliance.gateway.response.ResponseSettings.Gzip;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page's way past the place of its notice, chunk by chunk. What a chunk makes readable leaves with that chunk; one that expands to
 * very much leaves in turns, so that a visitor who reads slowly slows a bomb down too.
 *
 * <p>A scanner that fails costs the notice, not the page. Any other exception leaves it unknown which bytes have left; the page can
 * then only be broken off.
 */
final class Injection implements AutoCloseable {

    private static final byte[] MARKER = Fragment.MARKER.getBytes(StandardCharsets.US_ASCII);

    private final Passage passage;

    private @Nullable Shown chosen;
    private Buffer out = Buffer.buffer();
    private boolean delivered;
    private boolean more;

    /** The content coding of the page is broken or ends too early. */
    static final class BrokenCoding extends Exception {
        private static final long serialVersionUID = 1L;

        BrokenCoding() {
            super("the page's content coding is broken", null, false, false);
        }
    }

    /**
     * A page of which nothing has been read.
     *
     * @param gzip how pages in that coding are treated
     * @param origin the name of where it comes from
     */
    record Page(ContentCoding coding, Gzip gzip, String origin) {}

    Injection(Treated treated, NoticeEdition notice, Splices splices) {
        this(treated, notice, scanner(treated.conduct().look()), splices);
    }

    private Injection(Treated treated, NoticeEdition notice, PlaceScanner scanner, Splices splices) {
        this(
                new Page(
                        treated.coding().orElse(ContentCoding.IDENTITY),
                        treated.conduct().headers().gzip(),
                        treated.conduct().origin().name()),
                pageLanguage -> treated.conduct().shown(notice, pageLanguage, scanner.skipLinkSeen()),
                scanner,
                splices);
    }

    Injection(Page page, Function<@Nullable String, Shown> notice, PlaceScanner scanner, Splices splices) {
        Function<@Nullable String, Fragment> choosing = language -> {
            Shown shown = notice.apply(language);
            chosen = shown;
            return shown.fragment();
        };
        if (page.coding() == ContentCoding.GZIP && page.gzip() != Gzip.RECODE) {
            PageSeam seam = new PageSeam(scanner, language -> splices.compiled(choosing.apply(language)));
            passage = new Splicing(seam, splices.begin(seam, page.gzip(), page.origin()), splices, page.origin());
        } else {
            passage = new Recoding(
                    page.coding(), language -> choosing.apply(language).bytes(), scanner);
        }
    }

    private static PlaceScanner scanner(LookSettings look) {
        boolean after = look.placement() == LookSettings.Placement.AFTER_SKIP_LINK;
        return after || !look.skipLinks().isEmpty() ? new SkipLinkScanner(MARKER, after) : new HtmlScanner(MARKER);
    }

    /** What may leave now; all of it, unless there {@link #hasMore}. */
    Buffer feed(Buffer chunk) throws BrokenCoding {
        if (passage.isOpen()) {
            return chunk;
        }
        byte[] bytes = chunk.getBytes();
        turned(passage.feed(bytes, 0, bytes.length, this::append));
        return take();
    }

    /** Whether the last chunk expands to more than has left; no other chunk may come before. */
    boolean hasMore() {
        return more;
    }

    /** The next part of what the last chunk expands to. */
    Buffer more() throws BrokenCoding {
        turned(passage.resume(this::append));
        return take();
    }

    /** What is left, once the origin's body has ended. */
    Buffer finish() throws BrokenCoding {
        check(passage.finish(this::append));
        return take();
    }

    /**
     * To be called when bytes were returned, for what is to run when they have reached the visitor's socket: whether the notice is
     * among them is known now, and no longer when an earlier write ends behind a later one's beginning.
     */
    Runnable handingOver() {
        boolean placed = passage.isNoticeOut();
        return () -> delivered |= placed;
    }

    /** Whether the notice's last byte has reached the visitor's socket. */
    boolean isDelivered() {
        return delivered;
    }

    /** What became of the notice; empty while nobody knows. */
    Optional<Outcome> outcome() {
        return passage.outcome();
    }

    /**
     * What became of the notice in the end.
     *
     * @param ifUndelivered why it was not, if it has not reached the visitor's socket
     */
    Outcome outcome(Outcome.Reason ifUndelivered) {
        Outcome found = outcome().orElseGet(() -> new Outcome.NotInjected(ifUndelivered));
        boolean lost = found instanceof Outcome.Injected && !delivered;
        return lost ? new Outcome.NotInjected(ifUndelivered) : found;
    }

    /** The variant that was put in. */
    Optional<Shown> shown() {
        return Optional.ofNullable(chosen);
    }

    /** The page's own language, if it was seen. */
    @Nullable
    String pageLanguage() {
        return passage.pageLanguage();
    }

    @Override
    public void close() {
        passage.close();
    }

    private void turned(Progress progress) throws BrokenCoding {
        check(progress != Progress.BROKEN);
        more = progress == Progress.MORE;
    }

    private void append(byte[] bytes, int offset, int length) {
        out.appendBytes(bytes, offset, length);
    }

    private Buffer take() {
        Buffer taken = out;
        out = Buffer.buffer();
        return taken;
    }

    private static void check(boolean good) throws BrokenCoding {
        if (!good) {
            throw new BrokenCoding();
        }
    }
}
