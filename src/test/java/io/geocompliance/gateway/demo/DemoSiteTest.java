package io.geocompliance.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import nu.validator.htmlparser.common.XmlViolationPolicy;
import nu.validator.htmlparser.sax.HtmlParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

class DemoSiteTest {

    private static final Pattern LOCAL = Pattern.compile("(?:href|src|action)=\"(/[^\"]*)\"");

    private static Vertx vertx;
    private static DemoSite site;
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        site = DemoSite.start(vertx).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() throws Exception {
        site.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void everyLinkFromTheFrontPageLeadsToAPage() throws Exception {
        Set<String> seen = new HashSet<>(Set.of("/"));
        Deque<String> todo = new ArrayDeque<>(seen);
        while (!todo.isEmpty()) {
            String path = todo.remove();
            HttpResponse<byte[]> response = get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            if (header(response, "content-type").startsWith("text/html")) {
                Matcher link = LOCAL.matcher(new String(response.body(), StandardCharsets.UTF_8));
                while (link.find()) {
                    if (seen.add(link.group(1))) {
                        todo.add(link.group(1));
                    }
                }
            }
        }
        assertThat(seen).contains("/uk/railway", "/ru/search", "/legacy/", "/assets/icon.png", "/assets/style.css");
    }

    @Test
    void everyPageIsHtmlWithoutAParseError() throws Exception {
        for (String path : pages()) {
            List<String> errors = new ArrayList<>();
            HtmlParser parser = new HtmlParser(XmlViolationPolicy.ALLOW);
            parser.setContentHandler(new DefaultHandler());
            parser.setErrorHandler(new Collecting(errors));
            parser.parse(new InputSource(new StringReader(text(get(path)))));
            assertThat(errors).as(path).isEmpty();
        }
    }

    @Test
    void everyPageHasLanguageTitleOneMainOneHeadingAndASkipLinkFirst() throws Exception {
        for (String path : pages()) {
            String html = text(get(path));
            String language = path.equals("/") ? "en" : path.equals("/legacy/") ? "ru" : path.substring(1, 3);
            assertThat(html)
                    .as(path)
                    .contains("<html lang=\"" + language + "\">")
                    .doesNotContain("{");
            assertThat(html).as(path).containsPattern("<title>[^<]+</title>");
            assertThat(html.split("<main ", -1)).as(path).hasSize(2);
            assertThat(html.split("<h1>", -1)).as(path).hasSize(2);
            assertThat(html.substring(html.indexOf("<a ")))
                    .as(path)
                    .startsWith("<a class=\"skip-link\" href=\"#content\"");
        }
    }

    @Test
    void everyImageHasItsSizeAndAnAlternative() throws Exception {
        for (String path : pages()) {
            Matcher image = Pattern.compile("<img [^>]*>").matcher(text(get(path)));
            while (image.find()) {
                assertThat(image.group()).as(path).containsPattern("width=\"\\d+\" height=\"\\d+\" alt=\"");
            }
        }
    }

    @Test
    void theOldPageIsWindows1251AndHasNoBodyTag() throws Exception {
        HttpResponse<byte[]> response = get("/legacy/");
        assertThat(header(response, "content-type")).isEqualTo("text/html; charset=windows-1251");
        String html = new String(response.body(), Charset.forName("windows-1251"));
        assertThat(html).contains("<h1>Снег в долине</h1>").doesNotContain("<body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br, GZIP;q=0.5", "deflate , gzip ; q=1.0"})
    void gzipWhereItIsAccepted(String accepted) throws Exception {
        HttpResponse<byte[]> plain = get("/en/weather");
        HttpResponse<byte[]> packed = get("/en/weather", "Accept-Encoding", accepted);
        assertThat(header(packed, "content-encoding")).isEqualTo("gzip");
        assertThat(header(packed, "vary")).isEqualToIgnoringCase("accept-encoding");
        assertThat(header(packed, "etag")).isNotEqualTo(header(plain, "etag"));
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
                .isEqualTo(plain.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "gzip;q=0", "gzip;q=0.000", "x-gzip-not"})
    void identityWhereItIsNot(String accepted) throws Exception {
        HttpResponse<byte[]> response = get("/en/weather", "Accept-Encoding", accepted);
        assertThat(response.headers().firstValue("content-encoding")).isEmpty();
        assertThat(header(response, "content-length")).isEqualTo(Integer.toString(response.body().length));
    }

    @Test
    void aKnownCopyIsNotSentAgain() throws Exception {
        HttpResponse<byte[]> first = get("/ru/library");
        String tag = header(first, "etag");
        for (String tags : List.of(tag, "\"other\", " + tag, "W/" + tag, "*")) {
            HttpResponse<byte[]> again = get("/ru/library", "If-None-Match", tags);
            assertThat(again.statusCode()).as(tags).isEqualTo(304);
            assertThat(header(again, "etag")).isEqualTo(tag);
            assertThat(again.body()).isEmpty();
        }
        assertThat(get("/ru/library", "If-None-Match", "\"other\"").statusCode())
                .isEqualTo(200);
        String modified = header(first, "last-modified");
        assertThat(get("/ru/library", "If-Modified-Since", modified).statusCode())
                .isEqualTo(304);
        assertThat(get("/ru/library", "If-Modified-Since", "Mon, 02 Jan 2006 15:04:05 GMT")
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/ru/library", "If-Modified-Since", "yesterday").statusCode())
                .isEqualTo(200);
    }

    @Test
    void headSaysWhatGetWouldSend() throws Exception {
        HttpResponse<byte[]> get = get("/uk/");
        HttpResponse<byte[]> head = send(request("/uk/").method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "content-length")).isEqualTo(header(get, "content-length"));
        assertThat(header(head, "etag")).isEqualTo(header(get, "etag"));
    }

    @Test
    void nothingElseIsAnswered() throws Exception {
        HttpResponse<byte[]> lost = get("/ru/no-such-page");
        assertThat(lost.statusCode()).isEqualTo(404);
        assertThat(text(lost)).contains("Страница не найдена");
        HttpResponse<byte[]> post = send(request("/en/").POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(header(post, "allow")).isEqualTo("GET, HEAD");
        HttpResponse<byte[]> directory = get("/uk");
        assertThat(directory.statusCode()).isEqualTo(301);
        assertThat(header(directory, "location")).isEqualTo("/uk/");
    }

    @Test
    void theSearchFindsArticlesAndNeverEchoesTheQuery() throws Exception {
        assertThat(text(get("/en/search?q=FOG")))
                .contains("href=\"/en/weather\">A mild")
                .doesNotContain(">The valley line");
        assertThat(text(get("/uk/search?q=%D1%87%D0%B0%D0%B9%D0%BD%D0%B8%D0%BA")))
                .contains("/uk/library\">Читальна");
        assertThat(text(get("/en/search?q=%3Cscript%3E")))
                .contains("No article")
                .doesNotContain("<script");
        assertThat(text(get("/en/search"))).contains("No article");
    }

    private static List<String> pages() {
        return Stream.concat(
                        Stream.of("/", "/legacy/", "/en/search?q=fog", "/uk/lost"),
                        Stream.of("en", "ru", "uk")
                                .flatMap(language -> Stream.of("", "weather", "library", "railway")
                                        .map(name -> "/" + language + "/" + name)))
                .toList();
    }

    private static String text(HttpResponse<byte[]> response) {
        String charset = header(response, "content-type").replaceFirst(".*charset=", "");
        return new String(response.body(), Charset.forName(charset));
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElseThrow(() -> new AssertionError("no " + name));
    }

    private static HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + path));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private record Collecting(List<String> errors) implements ErrorHandler {
        @Override
        public void warning(SAXParseException warning) {}

        @Override
        public void error(SAXParseException error) {
            errors.add(error.getLineNumber() + ": " + error.getMessage());
        }

        @Override
        public void fatalError(SAXParseException error) throws SAXException {
            throw error;
        }
    }
}
