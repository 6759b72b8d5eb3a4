package io.geocompliance.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathGlobTest {

    @ParameterizedTest
    @CsvSource({
        "/api/**, /api, true",
        "/api/**, /api/, true",
        "/api/**, /api/a/b, true",
        "/api/**, /apis, false",
        "/api/**, /v1/api/x, false",
        "/**/api, /api, true",
        "/**/api, /a/b/api, true",
        "/**/api, /a/b/api/c, false",
        "/a/**/z, /a/z, true",
        "/a/**/z, /a/b/c/z, true",
        "/a/**/z, /a/zz, false",
        "/a/**/b/**/c, /a/b/x/b/y/c, true",
        "/a/**/b/**/c, /a/c/b, false",
        "/**, /, true",
        "/**, /x/y, true",
        "/, /, true",
        "/, /x, false",
        "/*, /, true",
        "/*, /x, true",
        "/*, /x/y, false",
        "/news/*.html, /news/1.html, true",
        "/news/*.html, /news/.html, true",
        "/news/*.html, /news/a/1.html, false",
        "/news/*-*/x, /news/a-b-c/x, true",
        "/news/*-*/x, /news/ab/x, false",
        "/News, /news, false",
        "/a.c, /abc, false",
        "/**, *, false",
        "/**, '', false",
    })
    void matchesSegmentBySegment(String pattern, String path, boolean matches) {
        assertThat(new PathGlob(pattern).matches(path)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "api", "/a**", "/**b/c", "/***", "/a?b", "/a#b", "/a//b", "/a/../b", "/%41", "/новости"})
    void aPatternThatCanNotMatchIsRefused(String pattern) {
        assertThat(PathGlob.mistakeIn(pattern)).isPresent();
        assertThatThrownBy(() -> new PathGlob(pattern)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMistakeNamesTheSpellingThatWorks() {
        assertThat(PathGlob.mistakeIn("/%41/**").orElseThrow()).endsWith("write /A/**");
        assertThat(PathGlob.mistakeIn("/я").orElseThrow()).endsWith("write /%D1%8F");
    }

    @Test
    void agreesWithTheDefinitionOnRandomPatterns() {
        long seed = Long.getLong("rules.seed", System.nanoTime());
        System.out.println("rules.seed=" + seed);
        Random random = new Random(seed);
        int matched = 0;
        for (int i = 0; i < 50_000; i++) {
            String pattern = randomPath(random, List.of("a", "b", "*", "**", "a*", "*b", "a*b", ""));
            String path = randomPath(random, List.of("a", "b", "ab", "aab", "abb", ""));
            if (PathGlob.mistakeIn(pattern).isEmpty()) {
                boolean expected = defined(segments(pattern), segments(path));
                matched += expected ? 1 : 0;
                assertThat(new PathGlob(pattern).matches(path))
                        .as("seed %d: %s on %s", seed, pattern, path)
                        .isEqualTo(expected);
            }
        }
        assertThat(matched).isGreaterThan(500);
    }

    @Test
    void aHostilePathCostsNoMoreThanItsLength() {
        PathGlob glob = new PathGlob("/**/a/**/a/**/a/**/a/**/a*a*a*a*a*b/**/c");
        String path = "/a".repeat(4_000) + "/" + "a".repeat(4_000);
        boolean matches = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> glob.matches(path));
        assertThat(matches).isFalse();
    }

    /** The meaning of a pattern as a recursive definition. */
    private static boolean defined(List<String> pattern, List<String> path) {
        if (pattern.isEmpty()) {
            return path.isEmpty();
        }
        List<String> rest = pattern.subList(1, pattern.size());
        if (pattern.get(0).equals("**")) {
            return defined(rest, path) || !path.isEmpty() && defined(pattern, path.subList(1, path.size()));
        }
        return !path.isEmpty()
                && path.get(0).matches(pattern.get(0).replace("*", ".*"))
                && defined(rest, path.subList(1, path.size()));
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    private static String randomPath(Random random, List<String> segments) {
        StringBuilder path = new StringBuilder();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            path.append('/').append(segments.get(random.nextInt(segments.size())));
        }
        return path.toString();
    }
}
