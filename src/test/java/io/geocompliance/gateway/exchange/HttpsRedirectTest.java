package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A listener that only leads to https. */
class HttpsRedirectTest {

    @RegisterExtension
    static final GatewayExtension world =
            GatewayExtension.with(yaml -> yaml.with("listen", "[{address: \"127.0.0.1:0\", redirectTo: https}]")
                    .with("origins", "[{hosts: [news.example, \"[2001:db8::1]\"], urls: [\"http://127.0.0.1:9\"]}]"));

    private static RawClient ask(String method, String host, String more) {
        return world.client().send(method + " /a%20b?c=d HTTP/1.1\r\nHost: " + host + "\r\n" + more + "\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "news.example, https://news.example/a%20b?c=d",
        "news.example:8080, https://news.example/a%20b?c=d",
        "[2001:db8::1]:8080, https://[2001:db8::1]/a%20b?c=d"
    })
    void theSameAddressThere(String host, String location) {
        RawResponse answer = ask("GET", host, "").receive();
        assertThat(answer.status()).isEqualTo(308);
        assertThat(answer.fields().first("Location")).contains(location);
        assertThat(answer.fields().has("Date")).isTrue();
    }

    @Test
    void theConnectionGoesOnAndABodyEndsIt() {
        RawClient kept = world.client();
        for (int number = 0; number < 3; number++) {
            assertThat(kept.send("GET / HTTP/1.1\r\nHost: news.example\r\n\r\n")
                            .receive()
                            .status())
                    .isEqualTo(308);
        }
        RawClient posting = ask("POST", "news.example", "Content-Length: 4\r\n");
        assertThat(posting.receive().fields().first("Connection")).contains("close");
        assertThat(posting.closedByPeer(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void nobodyIsLedToANameThatIsNotOurs() {
        assertThat(ask("GET", "elsewhere.example", "").receive().status()).isEqualTo(421);
        assertThat(ask("GET", "news.example@elsewhere.example", "").receive().status())
                .isEqualTo(400);
    }
}
