package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.coding.ContentCoding;
import io.geocompliance.gateway.coding.Decoder;
import io.geocompliance.gateway.coding.Decoder.Progress;
import io.geocompliance.gateway.coding.Encoder;
import io.geocompliance.gateway.coding.Sink;
import io.geocompliance.gateway.html.FragmentInjector;
import io.geocompliance.gateway.html.FragmentSource;
import io.geocompliance.gateway.html.Outcome;
import io.geocompliance.gateway.html.PlaceScanner;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way through decoder, injector and encoder, or the injector alone where a page has no coding. What a chunk makes readable leaves
 * with that chunk; one that expands to very much leaves in turns.
 */
final class Recoding implements Passage {

    private final FragmentInjector injector;
    private final @Nullable Decoder decoder;
    private final @Nullable Encoder encoder;

    Recoding(ContentCoding coding, FragmentSource notice, PlaceScanner scanner) {
        boolean coded = coding != ContentCoding.IDENTITY;
        decoder = coded ? coding.decoder() : null;
        encoder = coded ? coding.encoder() : null;
        injector = new FragmentInjector(notice, scanner);
    }

    @Override
    public Progress feed(byte[] bytes, int offset, int length, Sink out) {
        if (decoder == null) {
            injector.feed(bytes, offset, length, out::accept);
            return Progress.TAKEN;
        }
        return turned(decoder.feed(bytes, offset, length, decoded(out)), out);
    }

    @Override
    public Progress resume(Sink out) {
        return turned(Objects.requireNonNull(decoder).resume(decoded(out)), out);
    }

    @Override
    public boolean finish(Sink out) {
        if (decoder != null && !decoder.finish()) {
            return false;
        }
        injector.finish((bytes, offset, length) -> encode(bytes, offset, length, out));
        if (encoder != null) {
            encoder.finish(out);
        }
        return true;
    }

    @Override
    public boolean isOpen() {
        return decoder == null && injector.outcome() != null;
    }

    /** Every turn is flushed: what was put in during it has left the encoder. */
    @Override
    public boolean isNoticeOut() {
        return injector.outcome() instanceof Outcome.Injected;
    }

    @Override
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(injector.outcome());
    }

    @Override
    public @Nullable String pageLanguage() {
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

    private Progress turned(Progress progress, Sink out) {
        if (progress != Progress.BROKEN && encoder != null) {
            encoder.flush(out);
        }
        return progress;
    }

    private Sink decoded(Sink out) {
        return (bytes, offset, length) ->
                injector.feed(bytes, offset, length, (b, from, count) -> encode(b, from, count, out));
    }

    private void encode(byte[] bytes, int offset, int length, Sink out) {
        if (encoder == null) {
            out.accept(bytes, offset, length);
        } else {
            encoder.feed(bytes, offset, length, out);
        }
    }
}
