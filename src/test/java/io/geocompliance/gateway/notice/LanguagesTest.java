package io.geocompliance.gateway.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.notice.Languages.Cause;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {

    private static final Languages LANGUAGES = new Languages(Set.of("en", "ru", "uk", "sr-Latn"), "ru");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, ru, DEFAULT",
                "uk, 'en', uk, PAGE",
                "uk-UA, 'en', uk, PAGE",
                "UK, 'en', uk, PAGE",
                "' en ', -, en, PAGE",
                "be, -, ru, DEFAULT",
                "be, 'be, en', en, ACCEPT_LANGUAGE",
                "'', 'en', en, ACCEPT_LANGUAGE",
                "not a tag, 'en', en, ACCEPT_LANGUAGE",
                "-, 'de, en;q=0.8, uk;q=0.9', uk, ACCEPT_LANGUAGE",
                "-, 'en;q=0.5, uk;q=0.5', en, ACCEPT_LANGUAGE",
                "-, 'uk;q=0.5, en;q=0.5', uk, ACCEPT_LANGUAGE",
                "-, 'en;q=0, uk;q=0.001', uk, ACCEPT_LANGUAGE",
                "-, 'en;q=0.000', ru, DEFAULT",
                "-, 'en-GB-oxendict', en, ACCEPT_LANGUAGE",
                "-, 'en-x-private', en, ACCEPT_LANGUAGE",
                "-, 'sr-Latn-RS', sr-Latn, ACCEPT_LANGUAGE",
                "-, 'sr', ru, DEFAULT",
                "-, 'sr-Cyrl', ru, DEFAULT",
                "-, '*', ru, DEFAULT",
                "-, '*;q=1, en;q=0.1', en, ACCEPT_LANGUAGE",
                "-, 'en;q=1.5, uk;q=0.1', uk, ACCEPT_LANGUAGE",
                "-, 'en;q=-1, uk', uk, ACCEPT_LANGUAGE",
                "-, 'en;level=1, uk', uk, ACCEPT_LANGUAGE",
                "-, 'en;q=0.5;q=1, uk', uk, ACCEPT_LANGUAGE",
                "-, 'e_n, , ;q=1, toolonglanguage, uk', uk, ACCEPT_LANGUAGE",
                "-, 'EN ; Q=0.3', en, ACCEPT_LANGUAGE",
                "-, 'russian', ru, DEFAULT",
            })
    void choosesThePageThenTheReaderThenTheDefault(String page, String accept, String language, Cause cause) {
        List<String> lines = accept == null ? List.of() : List.of(accept);
        assertThat(LANGUAGES.choose(Optional.ofNullable(page), lines)).isEqualTo(new Languages.Choice(language, cause));
    }

    @Test
    void severalFieldLinesAreOneList() {
        assertThat(LANGUAGES.accepted(List.of("en;q=0.2", "uk;q=0.4"))).contains("uk");
    }

    @Test
    void anEndlessFieldIsLookedAtOnlyInPart() {
        assertThat(LANGUAGES.accepted(List.of("de,".repeat(5_000) + "en"))).isEmpty();
        assertThat(LANGUAGES.accepted(List.of("de,".repeat(20) + "en"))).contains("en");
    }
}
