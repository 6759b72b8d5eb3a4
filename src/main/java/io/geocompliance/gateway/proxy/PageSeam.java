package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.coding.splice.CompiledFragment;
import io.geocompliance.gateway.coding.splice.Seam;
import io.geocompliance.gateway.html.Finding;
import io.geocompliance.gateway.html.Outcome;
import io.geocompliance.gateway.html.PlaceScanner;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers a splice with what the scanner says of the page. A bug in the scanner, or in the choice of the notice, must not cost the
 * page a byte: then there is no place.
 */
final class PageSeam implements Seam {

    private final PlaceScanner scanner;
    private final Function<@Nullable String, CompiledFragment> notice;

    /** Null while unknown. */
    private @Nullable Outcome outcome;

    private @Nullable CompiledFragment chosen;

    /** Bytes scanned, and how many of them may have left. */
    private long scanned;

    private long safe;

    /** @param notice chooses by the page's own language, which may be null */
    PageSeam(PlaceScanner scanner, Function<@Nullable String, CompiledFragment> notice) {
        this.scanner = scanner;
        this.notice = notice;
    }

    @Override
    public long scan(byte[] window, int from, int to) {
        scanned += to - from;
        return answer(() -> scanner.scan(window, from, to), false);
    }

    @Override
    public long end() {
        return answer(scanner::end, true);
    }

    @Override
    public long safe() {
        return safe;
    }

    @Override
    public CompiledFragment fragment() {
        return Objects.requireNonNull(chosen, "found");
    }

    @Nullable
    Outcome outcome() {
        return outcome;
    }

    /** The page is as it was, for a reason that is not the scanner's. */
    void fail(Outcome.Reason reason) {
        outcome = new Outcome.NotInjected(reason);
    }

    @Nullable
    String pageLanguage() {
        return scanner.pageLanguage();
    }

    private long answer(Supplier<Finding> scanning, boolean last) {
        try {
            return answer(scanning.get(), last);
        } catch (RuntimeException bug) {
            fail(Outcome.Reason.ERROR);
            return NEVER;
        }
    }

    private long answer(Finding finding, boolean last) {
        if (finding instanceof Finding.Absent absent) {
            fail(absent.reason());
            return NEVER;
        }
        if (finding instanceof Finding.Found found) {
            requirePlace(found.offset());
            chosen = notice.apply(scanner.pageLanguage());
            outcome = new Outcome.Injected(found.offset(), found.kind());
            return found.offset();
        }
        long next = scanner.safe();
        requirePlace(next);
        if (last || scanned - next > LOOK_BACK) {
            throw new IllegalStateException("the place stays unknown");
        }
        safe = next;
        return SEARCHING;
    }

    private void requirePlace(long offset) {
        if (offset < safe || offset > scanned) {
            throw new IllegalStateException("no such place: " + offset);
        }
    }
}
