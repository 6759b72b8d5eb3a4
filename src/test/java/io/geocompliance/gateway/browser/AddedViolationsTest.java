package io.geocompliance.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Corpus;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.TestGateway;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A notice adds no violation of WCAG 2.0 to 2.2, A and AA, to any page: what axe finds with it is no more than without, and nothing of it
 * is in the notice. {@code -Daxe.pages=44 -Daxe.settings=all} tries every page of the corpus at every width in every colouring, which takes
 * long; what was found is in {@code target/axe}.
 */
@Tag("browser")
class AddedViolationsTest {

    private static final String PAGE = """
            <!doctype html><html lang=ru><meta name=viewport content="width=device-width"><title>t</title><body>
            %s<header><p>Site</p></header><nav id=nav><a href=/a>A</a></nav>
            <main id=main tabindex=-1><h1>Heading</h1><p>Text and <a href=/b>a link</a>.</p></main>
            <form role=search id=search><label>Search <input></label></form>""";

    private static final AxeFindings WITHOUT = new AxeFindings(Path.of("target/axe/without-notice.tsv"));
    private static final AxeFindings WITH = new AxeFindings(Path.of("target/axe/with-notice.tsv"));

    @TempDir
    static Path directory;

    private static NoticeSite site;
    private static Axe axe;

    @BeforeAll
    static void start() {
        site = new NoticeSite(directory, "");
        axe = new Axe(site.browser());
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    /** The smallest of them: axe takes minutes for the largest. */
    static List<Path> corpus() {
        return Corpus.files("pages").stream()
                .sorted(Comparator.comparingLong(page -> Corpus.read(page).length))
                .limit(Integer.getInteger("axe.pages", 8))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void noneOnPagesOfTheCorpus(Path file) {
        // Without their scripts, which would fetch, move on, or wait for what is not there: the same on both sides.
        String page =
                new String(Corpus.read(file), StandardCharsets.UTF_8).replaceAll("(?is)<script\\b.*?</script\\s*>", "");
        site.page(page);
        boolean all = "all".equals(System.getProperty("axe.settings"));
        compare(AxeFindings.name(file, page), all ? Axe.Setting.all() : Axe.Setting.some(), site::open);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ru/", "/en/weather", "/legacy/"})
    void noneOnTheDemoSite(String path) {
        try (TestGateway demo = TestGateway.start(GatewayYaml.of("demo:"))) {
            Consumer<Visitor> open = visitor -> {
                site.browser().headers(Map.of("X-Forwarded-For", visitor.address(), "Accept-Language", "ru"));
                site.browser().open(demo.url() + path);
            };
            open.accept(Visitor.GERMANY);
            String page = String.valueOf(site.browser().evaluate("return document.documentElement.outerHTML"));
            compare(AxeFindings.name(Path.of(path), page), Axe.Setting.all(), open);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "placement: first",
                "placement: after-skip-link",
                "placement: bottom-bar, dismissible: on",
                "skipLinks: [{to: main, id: main}, {to: navigation, id: nav}, {to: search, id: search}]"
            })
    void noneInAnyLook(String look, @TempDir Path own) {
        for (String skip : List.of("", "<a href=#main>Skip to content</a>")) {
            try (NoticeSite looking = new NoticeSite(own.resolve("p" + skip.length()), look)) {
                looking.page(PAGE.formatted(skip));
                for (Axe.Setting setting : Axe.Setting.all()) {
                    setting.of(looking.browser());
                    looking.open(Visitor.RUSSIA);
                    assertThat(looking.browser()
                                    .evaluate("return document.querySelectorAll('[data-notice-id]').length"))
                            .isEqualTo(1L);
                    assertThat(new Axe(looking.browser()).violations(Axe.WCAG))
                            .as(look + setting)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void anAddedOneIsSeen() {
        Map<String, Integer> before = Map.of("color-contrast", 1);
        assertThat(added(before, Map.of("color-contrast", 2))).containsOnlyKeys("color-contrast");
        assertThat(added(before, Map.of("target-size", 1))).containsOnlyKeys("target-size");
        assertThat(added(before, before)).isEmpty();
    }

    private static void compare(String page, List<Axe.Setting> settings, Consumer<Visitor> open) {
        Map<Axe.Setting, Map<String, Integer>> before = without(page, settings, open);
        settings.get(0).of(site.browser());
        open.accept(Visitor.RUSSIA);
        boolean carried = !Long.valueOf(0)
                .equals(site.browser().evaluate("return document.querySelectorAll('[data-notice-id]').length"));
        assertThat(carried).as("the page carries the notice").isTrue();
        for (Axe.Setting setting : settings) {
            setting.of(site.browser());
            List<Axe.Violation> with = axe.violations(Axe.WCAG);
            WITH.add(page, setting, Axe.counts(with));
            assertThat(with).as("in the notice, " + setting).noneMatch(Axe.Violation::isInNotice);
            assertThat(added(before.get(setting), Axe.counts(with)))
                    .as("added, " + setting)
                    .isEmpty();
        }
    }

    private static Map<Axe.Setting, Map<String, Integer>> without(
            String page, List<Axe.Setting> settings, Consumer<Visitor> open) {
        Map<Axe.Setting, Map<String, Integer>> before = new LinkedHashMap<>();
        boolean opened = false;
        for (Axe.Setting setting : settings) {
            Optional<Map<String, Integer>> known = WITHOUT.find(page, setting);
            if (known.isEmpty()) {
                if (!opened) {
                    settings.get(0).of(site.browser());
                    open.accept(Visitor.GERMANY);
                    opened = true;
                }
                setting.of(site.browser());
                known = Optional.of(Axe.counts(axe.violations(Axe.WCAG)));
                WITHOUT.add(page, setting, known.orElseThrow());
            }
            before.put(setting, known.orElseThrow());
        }
        return before;
    }

    private static Map<String, Integer> added(Map<String, Integer> before, Map<String, Integer> with) {
        Map<String, Integer> added = new TreeMap<>();
        with.forEach((rule, count) -> {
            if (count > before.getOrDefault(rule, 0)) {
                added.put(rule, count);
            }
        });
        return added;
    }
}
