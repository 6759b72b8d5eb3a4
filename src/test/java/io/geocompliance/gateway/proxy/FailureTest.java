package io.geocompliance.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every failure that a visitor sees has words. */
class FailureTest {

    @ParameterizedTest
    @EnumSource(Failure.class)
    void hasWordsInEveryLanguage(Failure failure) {
        if (failure.status == 0) {
            return; // nothing can be said any more
        }
        for (String language : List.of("be", "crh", "en", "fa", "ru", "uk")) {
            String page = new String(
                    OwnAnswer.PAGES
                            .failure(failure.key(), failure.status, List.of(language))
                            .body(),
                    StandardCharsets.UTF_8);
            assertThat(page).contains("<html lang=\"" + language + "\"", " " + failure.status + "<");
        }
    }
}
