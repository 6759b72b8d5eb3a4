package io.geocompliance.gateway.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geocompliance.gateway.notice.LookSettings.Style;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NoticeEditionTest {

    private static final NoticeEdition EDITION = new NoticeEdition(Samples.notice(), "1.0");

    @Test
    void theVariantIsAFunctionOfWhatIsServed() {
        NoticeEdition again = new NoticeEdition(Samples.notice(), "1.0");
        assertThat(again.variant()).isEqualTo(EDITION.variant()).matches("[a-z2-7]{8}");
    }

    @Test
    void anythingThatChangesAPageChangesTheVariant() {
        Set<String> variants = new HashSet<>(List.of(
                EDITION.variant(),
                EDITION.variantFor(Optional.of("en")),
                EDITION.variantFor(Optional.of("ar")),
                new NoticeRendering(Samples.notice(), LookSettings.DEFAULT.styled(Style.NONE), "1.0")
                        .variant(Optional.empty(), false),
                new NoticeEdition(Samples.notice(), "1.1").variant(),
                new NoticeEdition(Samples.notice(Samples.ENGLISH.replace("a list", "a List")), "1.0").variant(),
                edition("other", 3, "en").variant(),
                edition("sample", 4, "en").variant(),
                edition("sample", 3, "ar").variant()));
        assertThat(variants).hasSize(9);
        assertThat(edition("sample", 3, "en").variant()).isEqualTo(EDITION.variant());
    }

    @Test
    void aChangeInOneLanguageIsAChangeForAll() {
        Notice changed = Notice.of(
                        "sample",
                        Samples.settings("en", Samples.PARAMETERS),
                        Map.of("en", Samples.ENGLISH, "ar", Samples.ARABIC.replace("ماذا", "ما")))
                .notice()
                .orElseThrow();
        NoticeEdition other = new NoticeEdition(changed, "1.0");
        assertThat(other.fragment("en")).isEqualTo(EDITION.fragment("en"));
        assertThat(other.variantFor(Optional.of("en"))).isNotEqualTo(EDITION.variantFor(Optional.of("en")));
    }

    @Test
    void hasAFragmentForEachLanguageThatMayBeChosen() {
        assertThat(EDITION.fragments()).containsOnlyKeys(EDITION.languages().available());
        assertThat(EDITION.fragment("ar")).isSameAs(EDITION.fragment("ar"));
        assertThat(EDITION.languages().fallback()).isEqualTo("en");
        assertThatThrownBy(() -> EDITION.fragment("de")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EDITION.variantFor(Optional.of("de"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void twoNoticesOfOneNameAreRefused() {
        assertThatThrownBy(() -> new Notices(List.of(Samples.notice(), Samples.notice()), "1"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void base32IsThatOfRfc4648() {
        // SHA-256 of nothing is e3b0c442 98fc1c14 …: 11100 01110 11000 01100 01000 10000 10100 11000 11111 10000 01110
        // 00001
        assertThat(ContentHash.of(new byte[0]).base32(12)).isEqualTo("4oymiquy7qob");
        assertThat(ContentHash.of(new byte[0]).hex()).startsWith("e3b0c44298fc1c14");
    }

    @Test
    void listsThatJoinAlikeHashApart() {
        assertThat(ContentHash.of(List.of("ab", "c")).hex())
                .isNotEqualTo(ContentHash.of(List.of("a", "bc")).hex());
    }

    private static NoticeEdition edition(String id, int version, String fallback) {
        NoticeSettings settings = new NoticeSettings(version, fallback, Samples.PARAMETERS, null, null);
        Notice notice = Notice.of(id, settings, Map.of("en", Samples.ENGLISH, "ar", Samples.ARABIC))
                .notice()
                .orElseThrow();
        return new NoticeEdition(notice, "1.0");
    }
}
