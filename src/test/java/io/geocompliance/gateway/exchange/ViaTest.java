package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.TestGateway;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests say that they came through here, and one that comes back is not sent on. */
class ViaTest {

    private static final String OURS = "1\\.1 geo-compliance-gateway-[0-9a-f]{16}";

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.withDefaults();

    @BeforeEach
    void answer() {
        world.origin().answer(OriginReply.html("<p>x"));
    }

    private static String viaAtOrigin(TestGateway gateway, String... fields) {
        world.closing(gateway.client()).get("/", fields);
        List<String> lines = world.origin().takeRequest().fields().all("Via");
        return String.join(" | ", lines);
    }

    @Test
    void aRequestSaysThatItCameThroughHere() {
        assertThat(viaAtOrigin(world.gateway(), Visitors.GERMANY)).matches(OURS);
    }

    @Test
    void theSendersBeforeUsAreKept() {
        assertThat(viaAtOrigin(world.gateway(), Visitors.GERMANY, "Via: 1.0 fred, 1.1 p.example.net", "Via: 2 cdn"))
                .matches("1\\.0 fred, 1\\.1 p\\.example\\.net, 2 cdn, " + OURS);
    }

    @Test
    void aProtectedReadersOwnProxiesStayUnknown() {
        assertThat(viaAtOrigin(world.gateway(), Visitors.RUSSIA, "Via: 1.1 proxy.company.example"))
                .matches(OURS);
        TestGateway silent = world.start(world.yaml()
                .with("origins", "[{via: off, urls: [\"" + world.origin().url() + "\"]}]"));
        assertThat(viaAtOrigin(silent, Visitors.RUSSIA, "Via: 1.1 proxy.company.example"))
                .isEmpty();
        assertThat(viaAtOrigin(silent, Visitors.GERMANY, "Via: 1.1 cdn")).isEqualTo("1.1 cdn");
    }

    @Test
    void whatComesBackIs508AndGoesNoFurther() {
        for (String visitor : List.of(Visitors.GERMANY, Visitors.RUSSIA)) {
            String via = viaAtOrigin(world.gateway(), visitor);
            RawResponse response = world.client().get("/", visitor, "Via: 1.0 fred", "Via: " + via + ", 1.1 cdn");
            assertThat(response.status()).isEqualTo(508);
            assertThat(world.origin().pollRequest(java.time.Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void twoGatewaysInARowAreNoLoop() {
        TestGateway first = world.start(
                world.yaml().with("origins", "[{urls: [\"" + world.gateway().url() + "\"]}]"));
        try (RawClient client = first.client()) {
            assertThat(client.get("/", Visitors.RUSSIA).status()).isEqualTo(200);
        }
        assertThat(world.origin().takeRequest().fields().all("Via"))
                .singleElement()
                .asString()
                .matches(OURS + ", " + OURS);
    }

    /** The origin sends the request back to where it came from, as a careless rewrite rule does. */
    @Test
    void aLoopEndsAfterOneRound() {
        world.origin().answer((connection, request) -> {
            try (RawClient back = world.gateway().client()) {
                int status = back.send(request.head().replaceFirst("(?i)\r\nConnection: [^\r]*", "") + "\r\n\r\n")
                        .receive()
                        .status();
                OriginReply.status(status).play(connection, request);
            }
        });
        assertThat(world.client().get("/", Visitors.GERMANY).status()).isEqualTo(508);
        assertThat(world.origin().requests()).hasSize(1);
    }
}
