package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.TestGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Origins by name, through a real gateway and the machine's own resolver. */
class OriginNamesTest {

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.withDefaults();

    private TestGateway to(String url) {
        return world.start(world.yaml().with("origins", "[{urls: [\"" + url + "\"]}]"));
    }

    /** It may be two addresses, of which the origin has one. */
    @Test
    void localhostIsReachedWhicheverOfItsAddressesListens() {
        world.origin().answer(OriginReply.html("<p>x"));
        world.expectLog("left alone");
        TestGateway gateway = to("http://localhost:" + world.origin().port());
        RawClient client = world.closing(gateway.client());
        for (int number = 0; number < 20; number++) {
            assertThat(client.get("/", Visitors.GERMANY).status()).isEqualTo(200);
            client.send("POST / HTTP/1.1\r\nHost: news.example\r\nContent-Length: 3\r\n" + Visitors.GERMANY
                    + "\r\n\r\nabc");
            assertThat(client.receive("POST").status()).isEqualTo(200);
        }
    }

    @Test
    void aNameThatNobodyKnowsStartsAndSays503() {
        world.expectLog("can't be resolved");
        TestGateway gateway = to("http://nobody.invalid:3000");
        RawResponse response = world.closing(gateway.client()).get("/", Visitors.GERMANY);
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.fields().all("Retry-After")).isNotEmpty();
        assertThat(gateway.admin("/")).contains("No server of the origin 0 is healthy.");
    }
}
