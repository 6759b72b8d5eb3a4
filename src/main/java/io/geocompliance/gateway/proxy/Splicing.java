package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.coding.Decoder.Progress;
import io.geocompliance.gateway.coding.Sink;
import io.geocompliance.gateway.coding.splice.GzipSplice;
import io.geocompliance.gateway.html.Outcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way of a gzip page that is patched in its compressed form. */
final class Splicing implements Passage {

    private final PageSeam seam;
    private final GzipSplice splice;
    private final Splices splices;
    private final String origin;
    private boolean ended;

    Splicing(PageSeam seam, GzipSplice splice, Splices splices, String origin) {
        this.seam = seam;
        this.splice = splice;
        this.splices = splices;
        this.origin = origin;
    }

    @Override
    public Progress feed(byte[] bytes, int offset, int length, Sink out) {
        return splice.feed(bytes, offset, length, out);
    }

    @Override
    public Progress resume(Sink out) {
        return splice.resume(out);
    }

    @Override
    public boolean finish(Sink out) {
        return splice.finish(out);
    }

    @Override
    public boolean isOpen() {
        return splice.isOpen();
    }

    @Override
    public boolean isNoticeOut() {
        return splice.isFragmentOut();
    }

    @Override
    public Optional<Outcome> outcome() {
        return switch (splice.outcome()) {
            case LIMIT -> notInjected(Outcome.Reason.LIMIT);
            case NOT_GZIP, CORRUPT -> notInjected(Outcome.Reason.CODING);
            case INTERNAL -> notInjected(Outcome.Reason.ERROR);
            case TRUNCATED, SEARCHING -> Optional.empty();
            case SPLICED, APPENDED, NO_PLACE, REGION_CORRUPT -> Optional.ofNullable(seam.outcome());
        };
    }

    @Override
    public @Nullable String pageLanguage() {
        return seam.pageLanguage();
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            splices.ended(splice, origin);
        }
        splice.close();
    }

    private static Optional<Outcome> notInjected(Outcome.Reason reason) {
        return Optional.of(new Outcome.NotInjected(reason));
    }
}
