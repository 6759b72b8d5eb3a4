package io.geocompliance.gateway.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for any tag and any policy; a failure is replayed with -Dseed. */
class HeaderPropertiesTest {

    private static final String HASH = "sha256-AAAA=";
    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void tagsMapThereAndBackForAnyBytes() {
        Variant variant = new Variant("abcdefg2");
        for (int i = 0; i < 10_000; i++) {
            StringBuilder opaque = new StringBuilder(random.nextBoolean() ? "" : "~gsabcdefg2");
            for (int n = random.nextInt(12); n > 0; n--) {
                char c = (char) (0x21 + random.nextInt(0xDF));
                opaque.append(c == '"' || c == 0x7F ? ',' : c);
            }
            String tag = (random.nextBoolean() ? "W/" : "") + '"' + opaque + '"';
            String out = EntityTags.outward(tag, variant).orElseThrow();
            assertThat(EntityTags.members(List.of(out + ", \"z\"")))
                    .as("seed " + seed)
                    .containsExactly(out, "\"z\"");
            assertThat(EntityTags.back(out, variant)).as("seed " + seed).contains(tag);
            assertThat(EntityTags.back(out, new Variant("abcdefg3"))).isEmpty();
            assertThat(EntityTags.isSuffixed(out)).isTrue();
        }
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "style-src 'self' 'unsafe-inline'|style-src 'self' 'unsafe-inline'",
                "style-src 'UNSAFE-inline' 'nonce-a'|style-src 'UNSAFE-inline' 'nonce-a' 'sha256-AAAA='",
                "style-src 'none'|style-src 'sha256-AAAA='",
                "style-src|style-src 'sha256-AAAA='",
                "default-src 'none'; img-src *|default-src 'none'; img-src *; style-src 'sha256-AAAA='",
                "default-src a.b;|default-src a.b; style-src a.b 'sha256-AAAA='",
                "style-src 'self'; Style-Src-Elem b|style-src 'self'; Style-Src-Elem b 'sha256-AAAA='",
                "style-src a; style-src b|style-src a 'sha256-AAAA='; style-src b",
                "script-src 'self'|script-src 'self'",
                "style-src a, style-src b|style-src a 'sha256-AAAA=', style-src b 'sha256-AAAA='",
                "style-src a 'sha256-AAAA='|style-src a 'sha256-AAAA='",
            })
    void policyLetsTheStyleThroughAndLosesNothing(String policy, String expected) {
        String amended = ContentSecurityPolicy.amend(policy, HASH);
        assertThat(amended).isEqualTo(expected);
        assertThat(ContentSecurityPolicy.amend(amended, HASH)).isEqualTo(amended);
    }

    @ParameterizedTest(name = "{0}: {1} → {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "Sec-Fetch-Dest; document; true",
                "Sec-Fetch-Dest; iframe; true",
                "Sec-Fetch-Dest; fencedframe; true",
                "Sec-Fetch-Dest; empty; false",
                "Sec-Fetch-Dest; image; false",
                "X; absent; true",
                "Accept; text/html; true",
                "Accept; */*; true",
                "Accept; application/json; false",
                "Purpose; prefetch; true",
            })
    void documentRequest(String name, String value, boolean expected) {
        assertThat(DocumentRequest.matches(FieldLines.of(name, value))).isEqualTo(expected);
    }

    @Test
    void aWeightOfZeroIsARefusal() {
        assertThat(DocumentRequest.matches(FieldLines.of("Accept", "text/html;q=0.0, image/png")))
                .isFalse();
        assertThat(DocumentRequest.matches(
                        FieldLines.of("Sec-Fetch-Dest", "image", "Sec-Purpose", "prefetch;prerender")))
                .isTrue();
    }
}
