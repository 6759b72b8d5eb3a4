package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.OriginServer;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.TestGateway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several sites behind one gateway: who says the name, then who covers it best, then anybody; else 421. */
class HostRoutingTest {

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.withDefaults();

    private OriginServer named;
    private OriginServer below;
    private OriginServer deeper;

    @BeforeEach
    void startSites() {
        named = answering("named");
        below = answering("below");
        deeper = answering("deeper");
    }

    private static OriginServer answering(String name) {
        return world.closing(OriginServer.start()).answer(OriginReply.html(name));
    }

    /** The widest first: the order must not matter. */
    private TestGateway gateway(String more) {
        return world.start(world.yaml()
                .with(
                        "origins",
                        "[%s {hosts: [\"*.news.example\"], urls: [\"%s\"]}, {hosts: [\"*.live.news.example\"], urls: [\"%s\"]}, "
                                        .formatted(more, below.url(), deeper.url())
                                + "{hosts: [www.news.example, news.example], host: inner.example, urls: [\"%s\"]}]"
                                        .formatted(named.url())));
    }

    private static RawResponse get(TestGateway gateway, String host) {
        try (RawClient client = gateway.client()) {
            return client.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n" + Visitors.GERMANY
                            + "\r\nConnection: close\r\n\r\n")
                    .receive();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "news.example, named",
        "NEWS.example:8080, named",
        "news.example., named",
        "www.news.example, named",
        "sport.news.example, below",
        "live.news.example, below",
        "a.live.news.example, deeper",
        "a.b.live.news.example, deeper",
        "xlive.news.example, below"
    })
    void aNameFindsItsSite(String host, String site) {
        assertThat(get(gateway(""), host).text()).isEqualTo(site);
    }

    @ParameterizedTest
    @CsvSource({"example", "other.example", "xnews.example", "news.example.org", "127.0.0.1"})
    void whoIsNobodysIs421AndReachesNobody(String host) {
        RawResponse response = get(gateway(""), host);
        assertThat(response.status()).isEqualTo(421);
        assertThat(response.fields().all("Cache-Control")).containsExactly("no-store");
        assertThat(named.requests()).isEmpty();
        assertThat(below.requests()).isEmpty();
    }

    @Test
    void starServesTheRestWhereverItStands() {
        world.origin().answer(OriginReply.html("rest"));
        TestGateway gateway =
                gateway("{hosts: [\"*\"], urls: [\"" + world.origin().url() + "\"]},");
        assertThat(get(gateway, "other.example").text()).isEqualTo("rest");
        assertThat(get(gateway, "news.example").text()).isEqualTo("named");
    }

    @Test
    void theVisitorsHostIsKeptUnlessAnotherIsSaid() {
        TestGateway gateway = gateway("");
        get(gateway, "sport.news.example");
        assertThat(below.takeRequest().fields().all("Host")).containsExactly("sport.news.example");
        get(gateway, "news.example");
        assertThat(named.takeRequest().fields().all("Host")).containsExactly("inner.example");
    }
}
