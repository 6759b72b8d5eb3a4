package io.geocompliance.gateway.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShippedNoticeTest {

    @Test
    void hasNothingForTheLintToSay() {
        assertThat(Samples.readShipped().mistakes()).isEmpty();
    }

    @Test
    void saysTheSameInFiveLanguages() {
        Notice notice = Samples.shipped();
        assertThat(notice.texts()).containsOnlyKeys("be", "crh", "en", "ru", "uk");
        for (NoticeText text : notice.texts().values()) {
            assertThat(text.banner().visibleCharacters()).as(text.language()).isLessThanOrEqualTo(450);
            assertThat(text.further().blocks())
                    .extracting(Prose.Block::kind)
                    .isEqualTo(notice.texts().get("en").further().blocks().stream()
                            .map(Prose.Block::kind)
                            .toList());
        }
    }

    @Test
    void writesTheDateAsEachLanguageDoes() throws Exception {
        assertThat(page("en")).contains("February 20, 2024");
        assertThat(page("ru")).contains("С 20 февраля 2024 года ");
        assertThat(page("uk")).contains("З 20 лютого 2024 року ");
        assertThat(page("be")).contains("З 20 лютага 2024 года ");
        assertThat(page("crh")).contains(" 20 fevral 2024 kününden berli ");
        assertThat(Files.readString(Path.of("config/notices/ru-undesirable/notice.yaml")))
                .contains("designatedOn: 2024-02-20");
    }

    @Test
    void leavesNoPlaceholderUnfilled() {
        for (String language : Samples.shipped().texts().keySet()) {
            assertThat(page(language))
                    .doesNotContain("{publisher")
                    .doesNotContain("{page}")
                    .doesNotContain("null")
                    .doesNotContain("..");
        }
    }

    private static String page(String language) {
        return Judge.visible(Judge.of(new String(
                        new NoticePages(Samples.shipped())
                                .write().stream()
                                        .filter(page -> page.path().endsWith("/" + language))
                                        .findFirst()
                                        .orElseThrow()
                                        .body(),
                        java.nio.charset.StandardCharsets.UTF_8))
                .only("main"));
    }
}
