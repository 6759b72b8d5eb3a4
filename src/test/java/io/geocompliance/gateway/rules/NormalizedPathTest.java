package io.geocompliance.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizedPathTest {

    @ParameterizedTest
    @CsvSource({
        "/a/b, /a/b, /a/b",
        "/a/b?c=/../d, /a/b, /a/b",
        "/, /, /",
        "/%61%7E%2d, /a~-, /a~-",
        "/a//b, /a/b, /a/b",
        "/a/./b, /a/b, /a/b",
        "/a/.., /, /",
        "/a/b/.., /a/, /a/",
        "/a/b/., /a/b/, /a/b/",
        "/../../a, /a, /a",
        "/a/%2e%2E/b, /b, /b",
        "/a//../b, /b, /b",
        "/a%2fb, /a%2Fb, /a/b",
        "/a%2f..%2fb, /a%2F..%2Fb, /b",
        "/a/%5c../b, /a/%5C../b, /b",
        "/a/x%5c../b, /a/x%5C../b, /a/b",
        "/a;x=1/b;y, /a;x=1/b;y, /a/b",
        "/a/..;x/b, /a/..;x/b, /b",
        "/a%3bx/b, /a%3Bx/b, /a%3Bx/b",
        "/%252e%252e/a, /%252e%252e/a, /%252e%252e/a",
        "/%zz/%4, /%zz/%4, /%zz/%4",
        "/%d0%b0, /%D0%B0, /%D0%B0",
        "/а, /%D0%B0, /%D0%B0",
        "*, *, *",
    })
    void readsAPathInThreeWays(String target, String normalized, String decoded) {
        NormalizedPath path = NormalizedPath.of(target);
        assertThat(path.normalized()).isEqualTo(normalized);
        assertThat(path.decoded()).isEqualTo(decoded);
    }

    @Test
    void theRawReadingKeepsEverythingButTheCaseOfHexDigits() {
        assertThat(NormalizedPath.of("/a/../%2e;x//%d0?q").raw()).isEqualTo("/a/../%2E;x//%D0");
    }

    @Test
    void normalisingTwiceChangesNothingMore() {
        long seed = Long.getLong("rules.seed", System.nanoTime());
        System.out.println("rules.seed=" + seed);
        Random random = new Random(seed);
        String[] parts = {"/", "/", ".", "..", "a", "%2e", "%2f", "%5C", ";", "%41", "%", "ж", "%ff", "\\", "😀"};
        for (int i = 0; i < 20_000; i++) {
            StringBuilder target = new StringBuilder("/");
            int length = random.nextInt(12);
            for (int j = 0; j < length; j++) {
                target.append(parts[random.nextInt(parts.length)]);
            }
            NormalizedPath once = NormalizedPath.of(target.toString());
            String normalized = once.normalized();
            // A broken % may become whole when what follows it is decoded; such targets are refused before.
            if (!normalized.matches(".*%(?![0-9A-F]{2}).*")
                    && !target.toString().matches(".*%(?![0-9A-Fa-f]{2}).*")) {
                assertThat(NormalizedPath.of(normalized).normalized())
                        .as("seed %d: %s", seed, target)
                        .isEqualTo(normalized);
                assertThat(NormalizedPath.of(once.decoded()).decoded())
                        .as("seed %d: %s", seed, target)
                        .isEqualTo(once.decoded());
            }
            assertThat(normalized).startsWith("/").doesNotContain("//").doesNotContain("/./");
            assertThat(once.decoded())
                    .doesNotContain("/../")
                    .doesNotContain(";")
                    .doesNotContain("\\");
        }
    }
}
