package io.geocompliance.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.TestGateway;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A visitor from Russia sees the notice, whole and first, and below it the page as everybody else sees it. */
@Tag("browser")
class NoticeBehindNginxTest {

    /** The notice's ground, {@code #fff8e1}. */
    private static final int GROUND = 0xfff8e1;

    /** Darker than this in every colour is text. */
    private static final int DARK = 0x60;

    private static final Path PICTURES = Path.of("target", "pictures");

    @TempDir
    static Path directory;

    private static NginxAround site;
    private static Reader reader;

    @BeforeAll
    static void start() throws IOException {
        site = NginxAround.start(directory, """
                index index.html;
                try_files $uri $uri.html $uri/index.html =404;
                charset utf-8;
                location /compressed/ { gzip on; gzip_proxied any; gzip_min_length 0; gzip_types text/html; }
                """);
        publishDemoSite();
        site.publish("/plain.html", page("<body class=plain>"));
        site.publish("/no-body-tag.html", page(""));
        site.publish("/compressed/plain.html", page("<body>"));
        site.publish("/narrow.html", page("<style>body{display:flow-root;max-width:20em;margin:0 auto}</style><body>"));
        reader = Reader.start(directory);
    }

    @AfterAll
    static void stop() {
        reader.close();
        site.close();
    }

    /** The built-in news site as files, so that nginx serves the very pages of the picture in the README. */
    private static void publishDemoSite() {
        List<String> paths = List.of(
                "/en/",
                "/en/weather",
                "/ru/",
                "/assets/style.css",
                "/assets/icon.png",
                "/assets/logo.svg",
                "/assets/weather.svg",
                "/assets/library.svg",
                "/assets/railway.svg");
        try (TestGateway demo = TestGateway.start(GatewayYaml.of("demo:"));
                RawClient client = demo.client()) {
            for (String path : paths) {
                RawResponse file = client.get(path, "X-Forwarded-For: " + Visitor.GERMANY.address());
                assertThat(file.status()).as(path).isEqualTo(200);
                site.publish(
                        path.endsWith("/") ? path + "index.html" : path.contains(".") ? path : path + ".html",
                        file.content());
            }
        }
    }

    private static byte[] page(String bodyTag) {
        return ("<!doctype html><html lang=ru><title>Новости</title>" + bodyTag + """
                <h1>Мост снова открыт</h1>
                <p>Первый поезд пришёл <em>вовремя</em>.</p>
                <form><label>Поиск <input></label></form>
                <table><tr><td>Утро<td>12°</table>
                <script>document.body.append('Конец.')</script>
                """).getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "{0} at {1} px")
    @CsvSource({
        "/en/, 320",
        "/en/, 1440",
        "/en/weather, 320",
        "/en/weather, 1440",
        "/ru/, 320",
        "/ru/, 1440",
        "/plain.html, 320",
        "/plain.html, 1440",
        "/no-body-tag.html, 320",
        "/no-body-tag.html, 1440",
        "/compressed/plain.html, 320",
        "/narrow.html, 320",
        "/narrow.html, 1440"
    })
    void theNoticeIsFirstAndThePageBelowIsWhole(String path, int width) {
        reader.viewport(width, 900);

        reader.from(Visitor.GERMANY, "ru").open(site.url() + path);
        assertThat(reader.notices()).as("notices for a visitor from Germany").isZero();
        View without = reader.view();

        reader.from(Visitor.RUSSIA, "ru").open(site.url() + path);
        assertThat(reader.notices()).isOne();
        assertThat(reader.noticeIsFirst()).isTrue();
        assertThat(reader.noticeIsReadable()).isTrue();
        assertThat(reader.scrollsSideways()).as("scrolls sideways").isFalse();
        assertThat(reader.missingPictures()).isZero();
        View with = reader.view();
        reader.screenshot(PICTURES.resolve((path + width).substring(1).replace('/', '-') + ".png"));

        noticeIsInThePicture(with.picture(), reader.noticeBox());
        with.isMovedDownFrom(without);
    }

    private static void noticeIsInThePicture(BufferedImage picture, View.Box box) {
        int ground = 0;
        int text = 0;
        for (int y = (int) Math.ceil(box.y()); y < box.y() + box.height() - 1; y++) {
            for (int x = (int) Math.ceil(box.x()); x < box.x() + box.width() - 1; x++) {
                int rgb = picture.getRGB(x, y) & 0xffffff;
                if (rgb == GROUND) {
                    ground++;
                } else if ((rgb >> 16) < DARK && (rgb >> 8 & 0xff) < DARK && (rgb & 0xff) < DARK) {
                    text++;
                }
            }
        }
        double area = box.width() * box.height();
        assertThat(ground / area).as("share of the notice's ground").isGreaterThan(0.5);
        assertThat(text / area).as("share of the notice's text").isGreaterThan(0.005);
    }

    /** {@code mvn -Pbrowser verify -Dtest=NoticeBehindNginxTest -Dpicture=src/docs/images/notice.png} makes the README's picture. */
    @Test
    @EnabledIfSystemProperty(named = "picture", matches = ".+")
    void thePictureOfTheReadme() {
        reader.viewport(1200, 760).from(Visitor.RUSSIA, "en").open(site.url() + "/en/");
        assertThat(reader.noticeIsReadable()).isTrue();
        reader.screenshot(Path.of(System.getProperty("picture")));
    }
}
