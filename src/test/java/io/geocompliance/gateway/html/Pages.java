package io.geocompliance.gateway.html;

import io.geocompliance.gateway.testing.PageJudge;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Runs pages through an injector, cut as one likes. */
final class Pages {

    static final byte[] MARKER =
            "<aside class=\"geo-compliance-notice\" data-notice-id=\"".getBytes(StandardCharsets.US_ASCII);
    static final byte[] NOTICE =
            "<aside class=\"geo-compliance-notice\" data-notice-id=\"n\">N</aside>".getBytes(StandardCharsets.US_ASCII);
    static final PageJudge JUDGE = new PageJudge(NOTICE, StandardCharsets.UTF_8);

    private Pages() {}

    static byte[] bytes(String page) {
        return page.getBytes(StandardCharsets.UTF_8);
    }

    /** What an injector made of a page. */
    record Result(byte[] output, Outcome outcome, String language, boolean htmlTagSeen) {}

    /** Feeds the page in chunks that end at the given offsets and at the end. */
    static Result inject(byte[] page, int... cuts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(page.length + NOTICE.length);
        FragmentInjector injector = new FragmentInjector(language -> NOTICE, MARKER);
        int from = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int to = i < cuts.length ? cuts[i] : page.length;
            byte[] chunk = new byte[to - from + 2];
            System.arraycopy(page, from, chunk, 1, to - from);
            injector.feed(chunk, 1, to - from, out::write);
            from = to;
        }
        injector.finish(out::write);
        return new Result(
                out.toByteArray(),
                Objects.requireNonNull(injector.outcome()),
                injector.pageLanguage(),
                injector.htmlTagSeen());
    }

    static int[] everyBytes(byte[] page, int size) {
        return java.util.stream.IntStream.iterate(size, cut -> cut < page.length, cut -> cut + size)
                .toArray();
    }
}
