package io.geocompliance.gateway.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

class NoticePagesTest {

    static List<OwnPage> pages() {
        return Stream.of(Samples.shipped(), Samples.notice())
                .flatMap(notice -> new NoticePages(notice).write().stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void isAWholeAccessiblePage(OwnPage page) {
        Judge judge = judge(page);
        assertThat(judge.errors()).isEmpty();
        Element html = judge.only("html");
        assertThat(html.getAttribute("lang")).isEqualTo(page.language());
        assertThat(html.getAttribute("dir"))
                .isEqualTo(NoticeText.Direction.of(page.language()).attribute());
        assertThat(judge.only("title").getTextContent()).isNotBlank();
        assertThat(judge.only("main").getElementsByTagName("h1").getLength()).isEqualTo(1);
        assertThat(judge.all("h1")).hasSize(1);
        assertThat(judge.all("script")).isEmpty();
        assertThat(judge.all("meta"))
                .anyMatch(meta -> meta.getAttribute("name").equals("viewport")
                        && !meta.getAttribute("content").contains("maximum-scale"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void leadsToTheOtherLanguagesAndNeverToItself(OwnPage page) {
        Judge judge = judge(page);
        List<Element> anchors = judge.all("a");
        assertThat(anchors).noneMatch(a -> a.getAttribute("href").equals(page.path()));
        List<String> own = pages().stream().map(OwnPage::path).toList();
        assertThat(anchors)
                .filteredOn(a -> a.getAttribute("href").startsWith("/"))
                .allSatisfy(a -> assertThat(own).contains(a.getAttribute("href")));
        List<Element> alternates = judge.all("a").stream()
                .filter(a -> a.getAttribute("rel").equals("alternate"))
                .toList();
        assertThat(alternates).isNotEmpty().allSatisfy(a -> {
            assertThat(a.getAttribute("hreflang")).isNotEqualTo(page.language());
            assertThat(a.getAttribute("lang")).isEqualTo(a.getAttribute("hreflang"));
            assertThat(a.getAttribute("href").endsWith("/plain"))
                    .isEqualTo(page.path().endsWith("/plain"));
        });
        assertThat(judge.all("link"))
                .hasSize(alternates.size() + 1)
                .allMatch(link -> link.getAttribute("rel").equals("alternate"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void hidesFromOtherSitesWhereTheReaderComesFrom(OwnPage page) {
        assertThat(judge(page).all("a"))
                .filteredOn(a -> a.getAttribute("href").startsWith("http"))
                .allMatch(a -> a.getAttribute("rel").equals("noreferrer"));
        assertThat(text(page)).contains("<meta name=\"referrer\" content=\"no-referrer\">");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void thePolicyAllowsExactlyThePagesStyle(OwnPage page) throws Exception {
        List<Element> styles = judge(page).all("style");
        assertThat(page.contentSecurityPolicy()).startsWith("default-src 'none';");
        if (page.path().endsWith("/plain")) {
            assertThat(styles).isEmpty();
            assertThat(page.contentSecurityPolicy()).doesNotContain("style-src");
        } else {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(styles.get(0).getTextContent().getBytes(StandardCharsets.UTF_8));
            assertThat(page.contentSecurityPolicy())
                    .endsWith("style-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
        }
    }

    @Test
    void thePlainPageSaysTheSame() {
        Notice notice = Samples.shipped();
        Notices notices = new Notices(List.of(notice), "1");
        NoticeEdition edition = notices.find("ru-undesirable").orElseThrow();
        for (NoticeText text : notice.texts().values()) {
            String styled = main(notices.page(edition.pagePath(text.language())).orElseThrow());
            String plain = main(notices.page(edition.plainPath(text.language())).orElseThrow());
            String link = text.further()
                    .linkTextsTo(edition.plainPath(text.language()))
                    .get(0);
            assertThat(styled.strip()).endsWith(link);
            assertThat(plain.replaceAll("\\s+", ""))
                    .as("but for the spaces between blocks")
                    .isEqualTo(styled.strip()
                            .substring(0, styled.strip().length() - link.length())
                            .replaceAll("\\s+", ""));
        }
    }

    @Test
    void theEntityTagIsStrongAndFollowsTheBody() {
        OwnPage page = new NoticePages(Samples.notice()).write().get(0);
        OwnPage same = new NoticePages(Samples.notice()).write().get(0);
        assertThat(page.etag()).matches("\"[a-z2-7]{12}\"").isEqualTo(same.etag());
        assertThat(pages()).extracting(OwnPage::etag).doesNotHaveDuplicates();
    }

    @Test
    void everyPageIsFoundByItsPathAlone() {
        Notices notices = new Notices(List.of(Samples.notice()), "1");
        assertThat(notices.page("/.well-known/geo-compliance/sample/ar"))
                .map(OwnPage::language)
                .isEqualTo(Optional.of("ar"));
        assertThat(notices.page("/.well-known/geo-compliance/sample/ar/plain")).isPresent();
        for (String path : List.of("", "/sample", "/sample/", "/sample/de", "/sample/AR", "/other/en", "/sample/en/")) {
            assertThat(notices.page("/.well-known/geo-compliance" + path))
                    .as(path)
                    .isEmpty();
        }
    }

    private static String main(OwnPage page) {
        return Judge.visible(judge(page).only("main"));
    }

    private static Judge judge(OwnPage page) {
        return Judge.of(text(page));
    }

    private static String text(OwnPage page) {
        return new String(page.body(), StandardCharsets.UTF_8);
    }
}
