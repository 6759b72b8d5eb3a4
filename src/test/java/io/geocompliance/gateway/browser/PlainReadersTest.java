package io.geocompliance.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Chromium;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.NpmPackage;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.TestGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What readers get who have neither style nor script: text browsers, a browser that draws no styles, its reader mode. Each transcript is kept in
 * {@code src/docs/transcripts}; {@code -Dconfig.expected=write} writes them anew.
 */
@Tag("browser")
class PlainReadersTest {

    private static final Path TRANSCRIPTS = Path.of("src/docs/transcripts");
    private static final String NOTICE = "Российские власти внесли «Example News» в перечень";

    @TempDir
    static Path directory;

    private static TestGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        gateway = TestGateway.start(GatewayYaml.of("demo:"));
        try (RawClient client = gateway.client()) {
            Files.write(
                    directory.resolve("page.html"),
                    client.get("/ru/", "X-Forwarded-For: 77.88.8.8", "Accept: text/html", "Accept-Language: ru")
                            .content());
        }
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void w3m() throws Exception {
        kept("w3m", run("w3m", "-dump", "-cols", "80", "-O", "UTF-8", "-T", "text/html", "page.html"));
    }

    @Test
    void lynx() throws Exception {
        kept("lynx", run("lynx", "-dump", "-width=80", "-nolist", "-display_charset=utf-8", "page.html"));
    }

    @Test
    void withoutStyle() throws IOException {
        try (Chromium browser = Chromium.start(directory)) {
            open(browser);
            browser.evaluate("document.querySelectorAll('style, link[rel=stylesheet]').forEach(e => e.remove());"
                    + "document.querySelectorAll('[style]').forEach(e => e.removeAttribute('style'))");
            kept("unstyled", browser.evaluate("return document.body.innerText").toString());
        }
    }

    /** Firefox's: it keeps the notice on this page; what one takes for the article is its own choice. */
    @Test
    void readerMode() throws IOException {
        String readability = NpmPackage.file("@mozilla/readability@0.6.0", "Readability.js");
        try (Chromium browser = Chromium.start(directory)) {
            open(browser);
            Object article = browser.evaluate(
                    readability
                            + ";const read = new Readability(document.cloneNode(true)).parse(); return read ? read.textContent : ''");
            assertThat(browser.evaluate("return document.body.innerText").toString())
                    .contains(NOTICE);
            write("reader-mode", lines(article.toString()));
        }
    }

    private static void open(Chromium browser) {
        browser.headers(Map.of("X-Forwarded-For", Visitor.RUSSIA.address(), "Accept-Language", "ru"));
        browser.open(gateway.url() + "/ru/");
    }

    /** The notice first, the page after it, and all of it as it was when somebody last looked. */
    private static void kept(String reader, String text) throws IOException {
        String transcript = lines(text);
        String words = transcript.replaceAll("\\s+", " ");
        assertThat(words).contains(NOTICE);
        int page = words.indexOf("Сегодня в долине", words.indexOf(NOTICE));
        assertThat(page).as("the page comes after the notice").isPositive();
        assertThat(words.substring(0, words.indexOf(NOTICE)).strip())
                .as("before the notice nothing but what lynx says of links in the head")
                .matches("#?(alternate ?)*");
        write(reader, transcript);
    }

    private static void write(String reader, String transcript) throws IOException {
        Path file = TRANSCRIPTS.resolve(reader + ".txt");
        if ("write".equals(System.getProperty("config.expected"))) {
            Files.createDirectories(TRANSCRIPTS);
            Files.writeString(file, transcript);
        }
        assertThat(transcript).isEqualTo(Files.readString(file));
    }

    private static String lines(String text) {
        return text.lines()
                        .map(String::stripTrailing)
                        .reduce("", (a, b) -> a + b + "\n")
                        .strip() + "\n";
    }

    private static String run(String... command) throws Exception {
        if (!Files.isExecutable(Path.of("/usr/bin", command[0]))) {
            System.out.println("skipped: " + command[0] + " is not installed");
            Assumptions.abort("skipped: " + command[0] + " is not installed");
        }
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out;
    }
}
