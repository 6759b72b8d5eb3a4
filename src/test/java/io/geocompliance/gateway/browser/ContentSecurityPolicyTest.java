package io.geocompliance.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.RawClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Under every kind of policy the notice can be read; it is styled wherever the policy is in the header; and what a page's own styles and scripts
 * could do without the gateway they can do with it, no less and no more.
 */
@Tag("browser")
class ContentSecurityPolicyTest {

    /** The notice's style gives it this ground. */
    private static final String STYLED = "rgb(255, 248, 225)";

    @TempDir
    static Path directory;

    private static NginxAround site;
    private static Reader reader;

    /** A site's policies, one for each header line. */
    enum Policy {
        NONE,
        UNSAFE_INLINE("style-src 'self' 'unsafe-inline'"),
        UNSAFE_INLINE_WITH_A_HASH(
                "style-src 'self' 'unsafe-inline' 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='"),
        UNSAFE_INLINE_WITH_A_NONCE("style-src 'unsafe-inline' 'nonce-n0'"),
        UNSAFE_INLINE_BY_DEFAULT("default-src 'self' 'unsafe-inline'"),
        SELF("style-src 'self'"),
        NO_STYLES("style-src 'none'"),
        STYLES_OF_NO_SOURCE("style-src"),
        NONCE("style-src 'self' 'nonce-n0'; script-src 'nonce-n0'"),
        DEFAULT_SELF("default-src 'self'"),
        DEFAULT_NONE("default-src 'none'"),
        DEFAULT_NONCE("default-src 'self' 'nonce-n0'"),
        DEFAULT_NONCE_STRICT_DYNAMIC("default-src 'self' 'unsafe-inline' 'nonce-n0' 'strict-dynamic'"),
        DEFAULT_WITH_ATTRIBUTES("default-src 'self'; style-src-attr 'unsafe-inline'"),
        DEFAULT_FINAL_SEMICOLON("default-src 'self';"),
        TWO_LINES("style-src 'self'", "default-src 'self' 'nonce-n0'"),
        TWO_IN_ONE_LINE("style-src 'self', style-src 'nonce-n0'"),
        TWO_OF_WHICH_ONE_ALLOWS("style-src 'unsafe-inline'", "style-src 'self'"),
        ELEMENTS_BESIDE_STYLES("style-src 'self' 'unsafe-inline'; style-src-elem 'self'"),
        ELEMENTS_ALLOWED_STYLES_NOT("style-src 'none'; style-src-elem 'unsafe-inline'"),
        ATTRIBUTES_BY_STYLES("style-src 'self' 'unsafe-inline'; style-src-elem 'self' 'nonce-n0'"),
        EQUAL_DIRECTIVES("style-src 'self'; style-src 'unsafe-inline'"),
        UPPER_CASE("STYLE-SRC 'SELF' 'UNSAFE-INLINE'"),
        SCRIPTS_ONLY("script-src 'self' 'nonce-n0'; object-src 'none'"),
        SANDBOX("sandbox allow-scripts; style-src 'self'"),
        TRUSTED_TYPES("require-trusted-types-for 'script'; default-src 'self' 'unsafe-inline'");

        private final List<String> lines;

        Policy(String... lines) {
            this.lines = List.of(lines);
        }

        String path() {
            return "/" + name().toLowerCase(Locale.ROOT) + ".html";
        }
    }

    /** Which of a page's own things work: each leaves a trace of its own. */
    private record Alive(
            boolean style, boolean nonceStyle, boolean attribute, boolean file, boolean script, boolean nonceScript) {

        static Alive read(Reader reader) {
            return new Alive(
                    reader.yes("return getComputedStyle(document.getElementById('own')).paddingTop === '1px'"),
                    reader.yes("return getComputedStyle(document.getElementById('own')).paddingRight === '2px'"),
                    reader.yes("return getComputedStyle(document.getElementById('own')).paddingBottom === '3px'"),
                    reader.yes("return getComputedStyle(document.getElementById('own')).paddingLeft === '4px'"),
                    reader.yes("return document.documentElement.classList.contains('script')"),
                    reader.yes("return document.documentElement.classList.contains('nonce')"));
        }
    }

    @BeforeAll
    static void start() {
        String locations = Stream.of(Policy.values())
                .map(policy -> "location = " + policy.path() + " { "
                        + policy.lines.stream()
                                .map(line -> "add_header Content-Security-Policy \"" + line + "\"; ")
                                .collect(Collectors.joining())
                        + "}")
                .collect(Collectors.joining("\n"));
        site = NginxAround.start(directory, locations);
        for (Policy policy : Policy.values()) {
            site.publish(policy.path(), page(""));
        }
        for (String bodyTag : List.of("<body>", "")) {
            site.publish("/meta" + bodyTag.length() + ".html", page("""
                    <meta http-equiv=Content-Security-Policy content="style-src 'self' 'nonce-n0'">
                    """ + bodyTag));
        }
        site.publish("/own.css", "#own{padding-left:4px}".getBytes(StandardCharsets.US_ASCII));
        reader = Reader.start(directory);
    }

    @AfterAll
    static void stop() {
        reader.close();
        site.close();
    }

    private static byte[] page(String head) {
        return ("""
                <!doctype html><html lang=ru><title>t</title>
                <link rel=stylesheet href=/own.css>
                <style>#own{padding-top:1px}</style><style nonce=n0>#own{padding-right:2px}</style>
                <script>document.documentElement.classList.add('script')</script>
                <script nonce=n0>document.documentElement.classList.add('nonce')</script>
                """.replace("<title>", head + "<title>") + """
                <p id=own style="padding-bottom:3px">own</p>
                """).getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @EnumSource
    void noticeIsStyledAndThePageIsAsAliveAsWithout(Policy policy) {
        reader.viewport(800, 600).from(Visitor.RUSSIA, "ru").open(site.originUrl() + policy.path());
        Alive without = Alive.read(reader);
        assertThat(reader.notices()).isZero();

        reader.open(site.url() + policy.path());
        assertThat(Alive.read(reader)).isEqualTo(without);
        assertThat(reader.notices()).isOne();
        assertThat(reader.noticeIsFirst()).isTrue();
        assertThat(reader.noticeIsReadable()).isTrue();
        assertThat(reader.noticeGround()).as("styled").isEqualTo(STYLED);
    }

    /** A policy in the page itself can't be amended. */
    @ParameterizedTest
    @ValueSource(strings = {"/meta0.html", "/meta6.html"})
    void underAPolicyInThePageTheNoticeIsPlain(String path) {
        reader.viewport(800, 600).from(Visitor.RUSSIA, "ru").open(site.originUrl() + path);
        Alive without = Alive.read(reader);
        assertThat(without.style()).isFalse();
        assertThat(without.nonceStyle()).isTrue();

        reader.open(site.url() + path);
        assertThat(Alive.read(reader)).isEqualTo(without);
        assertThat(reader.noticeIsFirst()).isTrue();
        assertThat(reader.noticeIsReadable()).isTrue();
        assertThat(reader.noticeGround()).as("ground without style").isEqualTo("rgba(0, 0, 0, 0)");
    }

    /** What {@code style: link} is for: the page's own policy lets files of the site through. */
    @ParameterizedTest
    @ValueSource(strings = {"style: link", "style: inline", "style: none", "style: link, interstitial: on"})
    void underAPolicyInThePageAStyleThatIsLinkedToIsTaken(String look, @TempDir Path own) {
        try (NoticeSite linked = new NoticeSite(own, look)) {
            linked.page(
                    "<!doctype html><html lang=ru><meta http-equiv=Content-Security-Policy content=\"style-src 'self'\">"
                            + "<title>t</title><body><p>x");
            assertThat(
                            linked.open(Visitor.RUSSIA)
                                    .evaluate(
                                            "return getComputedStyle(document.querySelector('[data-notice-id]')).backgroundColor"))
                    .isEqualTo(look.contains("link") ? STYLED : "rgba(0, 0, 0, 0)");
        }
    }

    /** The proof that these tests can fail: a browser that minds no policy would pass them all. */
    @Test
    void aHashBesideUnsafeInlineKillsWhatIsInline() {
        reader.from(Visitor.RUSSIA, "ru").open(site.originUrl() + Policy.UNSAFE_INLINE.path());
        assertThat(Alive.read(reader).style()).isTrue();
        assertThat(Alive.read(reader).attribute()).isTrue();
        reader.open(site.originUrl() + Policy.UNSAFE_INLINE_WITH_A_HASH.path());
        assertThat(Alive.read(reader).style()).isFalse();
        reader.open(site.originUrl() + Policy.SELF.path());
        assertThat(Alive.read(reader)).isEqualTo(new Alive(false, false, false, true, true, true));
    }

    /** Policies that let the style through already are left as they are, byte for byte. */
    @ParameterizedTest
    @EnumSource(names = {"UNSAFE_INLINE", "UNSAFE_INLINE_BY_DEFAULT", "UPPER_CASE", "SCRIPTS_ONLY"})
    void aPolicyThatAllowsTheStyleIsNotTouched(Policy policy) {
        try (RawClient client = RawClient.to(site.port())) {
            assertThat(client.get(
                                    policy.path(),
                                    NginxAround.CONNECTS_FROM + ": " + Visitor.RUSSIA.address(),
                                    "Accept: text/html")
                            .fields()
                            .all("Content-Security-Policy"))
                    .isEqualTo(policy.lines);
        }
    }
}
