package io.geocompliance.gateway.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.notice.LookSettings.Style;
import io.geocompliance.gateway.notice.Notice.Mistake;
import io.geocompliance.gateway.notice.Notice.Spot;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for whatever an author may write: seeded, {@code -Dnotice.seed=N} replays. */
class MarkupPropertiesTest {

    private static final List<String> TOKENS = List.of(
            "word",
            "слово",
            "كلمة",
            "😀",
            " ",
            "\n",
            "\n\n",
            "**",
            "*",
            "[",
            "](",
            ")",
            "https://a.example/",
            "{publisher}",
            "{since}",
            "{page}",
            "{",
            "}",
            "\\",
            "\\*",
            "- ",
            "\n- ",
            "## ",
            "# ",
            "\n---\n",
            "<script>",
            "</aside>",
            "&amp;",
            "\"",
            "'",
            "-->",
            "\u0000",
            "\u0085",
            "\uFFFE",
            "\uFEFF",
            "\u2028",
            "\t");

    private final long seed = Long.getLong("notice.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void aTextIsRefusedAtAPlaceInItOrMakesASoundFragment() {
        System.out.println("notice.seed=" + seed);
        int sound = 0;
        for (int i = 0; i < 6_000; i++) {
            String text = "# " + tokens(3) + "\n\n" + tokens(12) + "\n\n[Read all of it]({page})\n" + tokens(4);
            Notice.Reading reading =
                    Notice.of("sample", Samples.settings("en", Samples.PARAMETERS), Map.of("en", text));
            reading.mistakes().forEach(mistake -> isInText(mistake, text));
            if (reading.notice().isPresent()) {
                sound++;
                isSound(reading.notice().get(), text);
            } else {
                assertThat(reading.mistakes()).as("seed %d: %s", seed, text).isNotEmpty();
            }
        }
        assertThat(sound).as("texts that were accepted").isGreaterThan(100);
    }

    private void isInText(Mistake mistake, String text) {
        if (mistake.spot() instanceof Spot.InText spot) {
            String[] lines = text.split("\r\n|\n|\r", -1);
            assertThat(spot.line()).as("seed %d: %s", seed, text).isBetween(1, lines.length);
            assertThat(spot.column()).as("seed %d: %s", seed, text).isBetween(1, lines[spot.line() - 1].length() + 1);
        }
    }

    private void isSound(Notice notice, String text) {
        String fragment =
                Fragment.of("sample", notice.texts().get("en"), Style.NONE).toString();
        Judge page = Judge.of("<!doctype html><html lang=en><title>t</title><body>" + fragment + "<h1>x</h1>");
        assertThat(page.errors()).as("seed %d: %s", seed, text).isEmpty();
        assertThat(page.only("aside").getNextSibling())
                .as("seed %d: %s", seed, text)
                .isSameAs(page.only("h1"));
        assertThat(page.all("script")).isEmpty();
        assertThat(fragment).matches("[ -~]*");
        for (OwnPage own : new NoticePages(notice).write()) {
            Judge judge = Judge.of(new String(own.body(), java.nio.charset.StandardCharsets.UTF_8));
            assertThat(judge.errors()).as("seed %d: %s", seed, text).isEmpty();
        }
    }

    private String tokens(int most) {
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(most + 1);
        for (int i = 0; i < count; i++) {
            // Mostly words, or next to nothing would be accepted.
            text.append(TOKENS.get(random.nextInt(2) == 0 ? random.nextInt(5) : random.nextInt(TOKENS.size())));
        }
        return text.toString();
    }
}
