package io.geocompliance.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.coding.ContentCoding;
import io.geocompliance.gateway.coding.Decoder;
import io.geocompliance.gateway.coding.Sink;
import io.geocompliance.gateway.coding.splice.FollowPolicy;
import io.geocompliance.gateway.html.HtmlScanner;
import io.geocompliance.gateway.html.Outcome;
import io.geocompliance.gateway.notice.Fragment;
import io.geocompliance.gateway.notice.Languages;
import io.geocompliance.gateway.notice.LookSettings;
import io.geocompliance.gateway.notice.Notice;
import io.geocompliance.gateway.notice.NoticeEdition;
import io.geocompliance.gateway.notice.NoticeRendering;
import io.geocompliance.gateway.notice.NoticeSettings;
import io.geocompliance.gateway.notice.Notices;
import io.geocompliance.gateway.response.ResponseSettings.Gzip;
import io.geocompliance.gateway.testing.Coding;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a notice counts as delivered. */
class DeliveredNoticeTest {

    private static Injection injection(ContentCoding coding, Gzip gzip) {
        NoticeSettings settings = new NoticeSettings(1, "en", Map.of(), null, null);
        Notice notice = Notice.of(
                        "n",
                        settings,
                        Map.of("en", "# Notice for readers\n\n**We are on a list.**\n\n[What this means]({page})\n"))
                .notice()
                .orElseThrow();
        NoticeEdition edition = new Notices(List.of(notice), "1").find("n").orElseThrow();
        return new Injection(
                new Injection.Page(coding, gzip, "origin"),
                language -> new Shown(
                        edition.in(LookSettings.DEFAULT).fragment("en", NoticeRendering.State.FIRST),
                        Languages.Cause.DEFAULT),
                new HtmlScanner(Fragment.MARKER.getBytes(StandardCharsets.US_ASCII)),
                new Splices(new FollowPolicy(), new ProxyCounters(List.of(1.0))));
    }

    /** A write that began before the notice may end after it was placed: that says nothing of the notice's own bytes. */
    @Test
    void anEarlierWriteThatEndsLateDeliversNothing() throws Injection.BrokenCoding {
        try (Injection injection = injection(ContentCoding.IDENTITY, Gzip.SPLICE)) {
            injection.feed(Buffer.buffer("<!doctype html><title>t</title>"));
            Runnable early = injection.handingOver();
            assertThat(injection.feed(Buffer.buffer("<body>x")).toString()).contains("<aside");
            Runnable withNotice = injection.handingOver();
            early.run();
            assertThat(injection.isDelivered()).isFalse();
            withNotice.run();
            assertThat(injection.isDelivered()).isTrue();
        }
    }

    /** A chunk that leaves in turns: what counts as delivered with the first one is in its bytes, not still in the encoder. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "IDENTITY")
    void theNoticeLeavesWithTheTurnThatDeliversIt(ContentCoding coding) throws Injection.BrokenCoding {
        String page = "<!doctype html><title>t</title><body>" + " ".repeat(4 * Decoder.TURN_BYTES);
        byte[] coded = Coding.of(coding.token()).encode(page.getBytes(StandardCharsets.US_ASCII));
        StringBuilder arrived = new StringBuilder();
        try (Injection injection = injection(coding, Gzip.RECODE);
                Decoder visitor = coding.decoder()) {
            Buffer turn = injection.feed(Buffer.buffer(coded));
            injection.handingOver().run();
            assertThat(injection.hasMore()).isTrue();
            read(visitor, turn, arrived);
            assertThat(arrived).contains("</aside>").hasSizeLessThan(2 * Decoder.TURN_BYTES);
            assertThat(injection.isDelivered()).isTrue();
            while (injection.hasMore()) {
                read(visitor, injection.more(), arrived);
            }
            read(visitor, injection.finish(), arrived);
            assertThat(visitor.finish()).isTrue();
        }
        assertThat(arrived.toString().replaceFirst("<aside.*</aside>", "")).isEqualTo(page);
    }

    /** A compressed notice may wait for the end of the block it was put into, and its last bits for the rest of their byte. */
    @ParameterizedTest
    @EnumSource(names = {"SPLICE", "FOLLOW"})
    void aSplicedNoticeIsDeliveredWithItsLastBit(Gzip gzip) throws Injection.BrokenCoding {
        String page = "<!doctype html><title>t</title><body class=b>" + "words and <b>more</b> words ".repeat(3_000);
        byte[] coded = Coding.GZIP.encode(page.getBytes(StandardCharsets.US_ASCII));
        StringBuilder arrived = new StringBuilder();
        try (Injection injection = injection(ContentCoding.GZIP, gzip);
                Decoder visitor = ContentCoding.GZIP.decoder()) {
            for (byte next : coded) {
                read(visitor, injection.feed(Buffer.buffer(new byte[] {next})), arrived);
                injection.handingOver().run();
                if (injection.isDelivered()) {
                    assertThat(arrived).contains("</aside>");
                }
            }
            assertThat(injection.isDelivered()).isTrue();
            assertThat(injection.outcome()).containsInstanceOf(Outcome.Injected.class);
            read(visitor, injection.finish(), arrived);
            assertThat(visitor.finish()).isTrue();
        }
        assertThat(arrived.toString().replaceFirst("<aside.*</aside>", "")).isEqualTo(page);
    }

    private static void read(Decoder visitor, Buffer coded, StringBuilder into) {
        Sink text =
                (bytes, offset, length) -> into.append(new String(bytes, offset, length, StandardCharsets.US_ASCII));
        Decoder.Progress progress = visitor.feed(coded.getBytes(), 0, coded.length(), text);
        while (progress == Decoder.Progress.MORE) {
            progress = visitor.resume(text);
        }
        assertThat(progress).isEqualTo(Decoder.Progress.TAKEN);
    }
}
