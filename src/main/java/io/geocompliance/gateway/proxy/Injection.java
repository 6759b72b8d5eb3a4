package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.coding.ContentCoding;
import io.geocompliance.gateway.coding.Decoder;
import io.geocompliance.gateway.coding.Encoder;
import io.geocompliance.gateway.html.FragmentInjector;
import io.geocompliance.gateway.html.HtmlScanner;
import io.geocompliance.gateway.html.Outcome;
import io.geocompliance.gateway.html.PlaceScanner;
import io.geocompliance.gateway.html.SkipLinkScanner;
import io.geocompliance.gateway.notice.Fragment;
import io.geocompliance.gateway.notice.LookSettings;
import io.geocompliance.gateway.notice.NoticeEdition;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page's way through decoder, injector and encoder, chunk by chunk. What a chunk makes readable leaves with that chunk; one that
 * expands to very much leaves in turns, so that a visitor who reads slowly slows a bomb down too.
 *
 * <p>A scanner that fails costs the notice, not the page: {@link FragmentInjector}. Any other exception leaves it unknown which bytes
 * have left; the page can then only be broken off.
 *
 * <p>The gzip splice will take the place of decoder and encoder here; the injector stays.
 */
final class Injection implements AutoCloseable {

    private static final byte[] MARKER = Fragment.MARKER.getBytes(StandardCharsets.US_ASCII);

    private final FragmentInjector injector;
    private final @Nullable Decoder decoder;
    private final @Nullable Encoder encoder;

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

    Injection(Treated treated, NoticeEdition notice) {
        this(treated, notice, scanner(treated.conduct().look()));
    }

    private Injection(Treated treated, NoticeEdition notice, PlaceScanner scanner) {
        this(
                treated.coding().orElse(ContentCoding.IDENTITY),
                pageLanguage -> treated.conduct().shown(notice, pageLanguage, scanner.skipLinkSeen()),
                scanner);
    }

    Injection(ContentCoding coding, Function<@Nullable String, Shown> notice, PlaceScanner scanner) {
        boolean coded = coding != ContentCoding.IDENTITY;
        decoder = coded ? coding.decoder() : null;
        encoder = coded ? coding.encoder() : null;
        injector = new FragmentInjector(
                pageLanguage -> {
                    Shown shown = notice.apply(pageLanguage);
                    chosen = shown;
                    return shown.fragment().bytes();
                },
                scanner);
    }

    private static PlaceScanner scanner(LookSettings look) {
        boolean after = look.placement() == LookSettings.Placement.AFTER_SKIP_LINK;
        return after || !look.skipLinks().isEmpty() ? new SkipLinkScanner(MARKER, after) : new HtmlScanner(MARKER);
    }

    /** What may leave now; all of it, unless there {@link #hasMore}. */
    Buffer feed(Buffer chunk) throws BrokenCoding {
        if (decoder == null && injector.outcome() != null) {
            return chunk;
        }
        byte[] bytes = chunk.getBytes();
        if (decoder == null) {
            injector.feed(bytes, 0, bytes.length, this::append);
        } else {
            turned(decoder.feed(bytes, 0, bytes.length, this::decoded));
        }
        return take();
    }

    /** Whether the last chunk expands to more than has left; no other chunk may come before. */
    boolean hasMore() {
        return more;
    }

    /** The next part of what the last chunk expands to. */
    Buffer more() throws BrokenCoding {
        turned(Objects.requireNonNull(decoder).resume(this::decoded));
        return take();
    }

    /** What is left, once the origin's body has ended. */
    Buffer finish() throws BrokenCoding {
        if (decoder != null) {
            check(decoder.finish());
        }
        injector.finish(this::encode);
        if (encoder != null) {
            encoder.finish(this::append);
        }
        return take();
    }

    /**
     * To be called when bytes were returned, for what is to run when they have reached the visitor's socket: whether the notice is
     * among them is known now, and no longer when an earlier write ends behind a later one's beginning.
     */
    Runnable handingOver() {
        boolean placed = injector.outcome() instanceof Outcome.Injected;
        return () -> delivered |= placed;
    }

    /** Whether the notice's last byte has reached the visitor's socket. */
    boolean isDelivered() {
        return delivered;
    }

    /** What became of the notice; empty while nobody knows. */
    Optional<Outcome> outcome() {
        return Optional.ofNullable(injector.outcome());
    }

    /** The variant that was put in. */
    Optional<Shown> shown() {
        return Optional.ofNullable(chosen);
    }

    /** The page's own language, if it was seen. */
    @Nullable
    String pageLanguage() {
        return injector.pageLanguage();
    }

    @Override
    public void close() {
        if (decoder != null) {
            decoder.close();
        }
        if (encoder != null) {
            encoder.close();
        }
    }

    /** Every turn is flushed: what is called delivered with it has left the encoder. */
    private void turned(Decoder.Progress progress) throws BrokenCoding {
        check(progress != Decoder.Progress.BROKEN);
        more = progress == Decoder.Progress.MORE;
        if (encoder != null) {
            encoder.flush(this::append);
        }
    }

    private void decoded(byte[] bytes, int offset, int length) {
        injector.feed(bytes, offset, length, this::encode);
    }

    private void encode(byte[] bytes, int offset, int length) {
        if (encoder == null) {
            append(bytes, offset, length);
        } else {
            encoder.feed(bytes, offset, length, this::append);
        }
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
