package io.geocompliance.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geocompliance.gateway.coding.ContentCoding;
import io.geocompliance.gateway.coding.splice.FollowPolicy;
import io.geocompliance.gateway.html.Finding;
import io.geocompliance.gateway.html.HtmlScanner;
import io.geocompliance.gateway.html.Outcome;
import io.geocompliance.gateway.html.PlaceScanner;
import io.geocompliance.gateway.notice.Fragment;
import io.geocompliance.gateway.response.ResponseSettings.Gzip;
import io.geocompliance.gateway.testing.Coding;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A bug of ours while a page is on its way: the page arrives whole and untouched, or it visibly breaks off. */
class InjectionTest {

    private static final byte[] MARKER = Fragment.MARKER.getBytes(StandardCharsets.US_ASCII);

    /** Holds back a lot from the div on, and gets its place with the letter. */
    private static final byte[] PAGE =
            "<!doctype html><title>t</title></head>\n<div class=a><p class=b><!-- c --></p>x</div>"
                    .getBytes(StandardCharsets.US_ASCII);

    /** A scanner that works until it has seen so many bytes; what it does then is for its children to say. */
    private abstract static class Failing implements PlaceScanner {

        private final HtmlScanner good = new HtmlScanner(MARKER);
        private final int failAfter;
        private int seen;

        Failing(int failAfter) {
            this.failAfter = failAfter;
        }

        abstract Finding fail();

        @Override
        public Finding scan(byte[] window, int from, int to) {
            seen += to - from;
            return seen > failAfter ? fail() : good.scan(window, from, to);
        }

        @Override
        public Finding end() {
            return fail();
        }

        @Override
        public long safe() {
            return good.safe();
        }

        @Override
        public String pageLanguage() {
            return good.pageLanguage();
        }

        @Override
        public boolean htmlTagSeen() {
            return good.htmlTagSeen();
        }
    }

    @ParameterizedTest
    @EnumSource(ContentCoding.class)
    void scannerThatThrows(ContentCoding coding) throws Exception {
        for (int failAfter = 0; failAfter <= PAGE.length; failAfter++) {
            assertUntouched(coding, new Failing(failAfter) {
                @Override
                Finding fail() {
                    throw new ArrayIndexOutOfBoundsException(7);
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource(ContentCoding.class)
    void scannerThatNamesAPlaceThatIsGoneOrYetToCome(ContentCoding coding) throws Exception {
        for (int failAfter = 40; failAfter <= PAGE.length; failAfter++) {
            for (long offset : new long[] {-1, 1, PAGE.length + 1}) {
                assertUntouched(coding, new Failing(failAfter) {
                    @Override
                    Finding fail() {
                        return new Finding.Found(offset, Outcome.Kind.BEFORE_TOKEN);
                    }
                });
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ContentCoding.class)
    void scannerThatNeverComesToAnEnd(ContentCoding coding) throws Exception {
        assertUntouched(coding, new Failing(40) {
            @Override
            Finding fail() {
                return new Finding.Searching();
            }
        });
    }

    @ParameterizedTest
    @EnumSource(ContentCoding.class)
    void noticeThatCannotBeChosen(ContentCoding coding) throws Exception {
        assertUntouched(coding, new HtmlScanner(MARKER));
    }

    @Test
    void whateverElseFailsIsNotHidden() {
        Injection injection = injection(ContentCoding.GZIP, new HtmlScanner(MARKER));
        injection.close();
        assertThatThrownBy(() -> injection.feed(Buffer.buffer(PAGE))).isInstanceOf(IllegalStateException.class);
    }

    private static Injection injection(ContentCoding coding, PlaceScanner scanner) {
        return new Injection(
                new Injection.Page(coding, Gzip.SPLICE, "origin"),
                language -> {
                    throw new IllegalStateException("no notice");
                },
                scanner,
                new Splices(new FollowPolicy(), new ProxyCounters(List.of(1.0))));
    }

    /** One scanner serves one page, so each cut is a page of its own. */
    private static void assertUntouched(ContentCoding coding, PlaceScanner scanner) throws Exception {
        Coding other = Coding.of(coding.token());
        byte[] coded = other.encode(PAGE);
        int cut = coded.length / 2;
        try (Injection injection = injection(coding, scanner)) {
            Buffer out = Buffer.buffer();
            for (byte[] piece : new byte[][] {
                Arrays.copyOf(coded, cut),
                Arrays.copyOfRange(coded, cut, cut + 1),
                Arrays.copyOfRange(coded, cut + 1, coded.length)
            }) {
                out.appendBuffer(injection.feed(Buffer.buffer(piece)));
            }
            out.appendBuffer(injection.finish());
            assertThat(other.decode(out.getBytes())).isEqualTo(PAGE);
            assertThat(injection.outcome()).contains(new Outcome.NotInjected(Outcome.Reason.ERROR));
            assertThat(injection.shown()).isEmpty();
        }
    }
}
