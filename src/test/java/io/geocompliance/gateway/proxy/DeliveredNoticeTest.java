package io.geocompliance.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.client.ClientAddress;
import io.geocompliance.gateway.coding.ContentCoding;
import io.geocompliance.gateway.coding.Decoder;
import io.geocompliance.gateway.coding.Sink;
import io.geocompliance.gateway.geo.Place;
import io.geocompliance.gateway.notice.Fragment;
import io.geocompliance.gateway.notice.LookSettings;
import io.geocompliance.gateway.notice.Notice;
import io.geocompliance.gateway.notice.NoticeEdition;
import io.geocompliance.gateway.notice.NoticeSettings;
import io.geocompliance.gateway.notice.Notices;
import io.geocompliance.gateway.response.Fields;
import io.geocompliance.gateway.rules.Reach;
import io.geocompliance.gateway.rules.Visit;
import io.geocompliance.gateway.testing.Coding;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a notice counts as delivered. */
class DeliveredNoticeTest {

    private static final Fields NO_FIELDS = new Fields() {
        @Override
        public List<String> all(String name) {
            return List.of();
        }

        @Override
        public Iterable<String> names() {
            return List.of();
        }
    };

    private static Injection injection(ContentCoding coding) {
        NoticeSettings settings = new NoticeSettings(1, "en", Map.of(), null, null);
        Notice notice = Notice.of(
                        "n",
                        settings,
                        Map.of("en", "# Notice for readers\n\n**We are on a list.**\n\n[What this means]({page})\n"))
                .notice()
                .orElseThrow();
        NoticeEdition edition =
                new Notices(List.of(notice), Fragment.Style.NONE, "1").find("n").orElseThrow();
        Ruling ruling = new Ruling(
                new ClientAddress.Internal(),
                new Place.Unknown(Place.Reason.INTERNAL),
                new Visit("a", "GET", "/", Instant.EPOCH),
                null,
                Reach.PAGES,
                Optional.of(edition));
        Conduct conduct =
                new Conduct(ruling, null, new Conduct.Request("a", NO_FIELDS), null, null, LookSettings.DEFAULT);
        return new Injection(new Treated(conduct, null, null, null, Optional.of(coding)), edition);
    }

    /** A write that began before the notice may end after it was placed: that says nothing of the notice's own bytes. */
    @Test
    void anEarlierWriteThatEndsLateDeliversNothing() throws Injection.BrokenCoding {
        try (Injection injection = injection(ContentCoding.IDENTITY)) {
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
        try (Injection injection = injection(coding);
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
