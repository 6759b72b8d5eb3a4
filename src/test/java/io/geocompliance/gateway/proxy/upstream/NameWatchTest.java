package io.geocompliance.gateway.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.LogCapture;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names become servers, aside from requests; what can't be resolved changes nothing. */
class NameWatchTest {

    private final Vertx vertx = Vertx.vertx();
    private final LogCapture log = new LogCapture();
    private final Map<String, List<String>> names = new ConcurrentHashMap<>();

    static OriginSettings origin(String... urls) {
        Duration second = Duration.ofSeconds(1);
        return new OriginSettings(
                "news",
                List.of("*"),
                Stream.of(urls).map(URI::create).toList(),
                null,
                null,
                true,
                false,
                new OriginSettings.Timeouts(second, second, second, second, second),
                new OriginSettings.Health(null, second, second, second),
                new OriginSettings.Tls(null, null));
    }

    private List<String> resolve(String name) throws UnknownHostException {
        List<String> addresses = names.get(name);
        if (addresses == null) {
            throw new UnknownHostException(name);
        }
        return addresses;
    }

    private static List<String> servers(Site site) {
        return site.servers().all().stream()
                .map(server ->
                        server.endpoint().address() + " " + server.endpoint().port())
                .toList();
    }

    private static Site site(String... urls) {
        return new Sites(List.of(origin(urls)), System::nanoTime).all().get(0);
    }

    private void look(NameWatch watch) throws Exception {
        watch.look().await(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() {
        log.close();
        vertx.close().await();
    }

    @Test
    void everyAddressOfEveryNameIsAServer() throws Exception {
        names.put("a.example", List.of("192.0.2.1", "2001:db8::1"));
        names.put("b.example", List.of("192.0.2.2"));
        Site site = site("http://a.example", "https://b.example", "http://b.example:8080");
        look(new NameWatch(vertx, site, this::resolve));
        assertThat(servers(site)).containsExactly("192.0.2.1 80", "2001:db8::1 80", "192.0.2.2 443", "192.0.2.2 8080");
    }

    @Test
    void whatChangesIsFollowedAndWhatFailsStays() throws Exception {
        names.put("a.example", List.of("192.0.2.1"));
        names.put("b.example", List.of("192.0.2.2"));
        Site site = site("http://a.example", "http://b.example");
        NameWatch watch = new NameWatch(vertx, site, this::resolve);
        look(watch);
        names.remove("a.example");
        names.put("b.example", List.of("192.0.2.3"));
        look(watch);
        look(watch);
        assertThat(servers(site)).containsExactly("192.0.2.1 80", "192.0.2.3 80");
        assertThat(log.lines()).as("said once").singleElement().asString().contains("the addresses known before stay");
        names.put("a.example", List.of("192.0.2.4"));
        look(watch);
        assertThat(servers(site)).containsExactly("192.0.2.4 80", "192.0.2.3 80");
    }

    @Test
    void aNameThatWasNeverResolvedLeavesNoServer() throws Exception {
        Site site = site("http://a.example");
        look(new NameWatch(vertx, site, this::resolve));
        assertThat(site.servers().pick()).isEmpty();
        assertThat(log.lines()).singleElement().asString().contains("visitors get 503");
    }

    @Test
    void theMachinesOwnResolverKnowsLiteralsAndLocalhost() throws Exception {
        Site site = site("http://127.0.0.1:81", "http://[::1]:82", "http://localhost:83");
        look(new NameWatch(vertx, site, Resolver.SYSTEM));
        assertThat(servers(site)).contains("127.0.0.1 81", "0:0:0:0:0:0:0:1 82", "127.0.0.1 83");
    }
}
