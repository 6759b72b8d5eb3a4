package io.geocompliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import io.geocompliance.gateway.client.ClientAddress;
import io.geocompliance.gateway.client.IpAddress;
import io.geocompliance.gateway.proxy.Conduct;
import io.geocompliance.gateway.proxy.front.Asked;
import io.geocompliance.gateway.rules.NormalizedPath;
import io.geocompliance.gateway.rules.Visit;
import io.geocompliance.gateway.testing.ProductionLogging;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shipped logback.xml lets out, and what our values say when they are printed. */
class LoggingTest {

    private final ProductionLogging production = new ProductionLogging();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.vertx.core.net.impl.ConnectionBase",
                "io.vertx.core.http.impl.HttpClientResponseImpl",
                "io.vertx.ext.web.RoutingContext",
                "io.netty.handler.logging.LoggingHandler",
                "io.netty.channel.DefaultChannelPipeline",
                "com.maxmind.db.Reader",
                "org.example.Anything"
            })
    void enginesAreSilent(String logger) {
        assertThat(production.isEnabled(logger, Level.ERROR)).isFalse();
    }

    @Test
    void ourOwnNewsBlockedLoopsAndLostBuffersAreTold() {
        assertThat(production.isEnabled("io.geocompliance.gateway.Gateway", Level.INFO))
                .isTrue();
        assertThat(production.isEnabled("io.vertx.core.impl.BlockedThreadChecker", Level.WARN))
                .isTrue();
        assertThat(production.isEnabled("io.netty.util.ResourceLeakDetector", Level.ERROR))
                .isTrue();
    }

    @Test
    void aFailureIsPrintedWithoutItsMessage() {
        Exception failure = new IllegalStateException("77.88.55.242 asked", new RuntimeException("for /secret"));
        LoggingEvent event = new LoggingEvent(
                "", production.context().getLogger("io.geocompliance.x"), Level.WARN, "It failed.", failure, null);
        event.setMDCPropertyMap(Map.of());
        String line = new String(
                ((ConsoleAppender<ch.qos.logback.classic.spi.ILoggingEvent>) production.appender())
                        .getEncoder()
                        .encode(event),
                StandardCharsets.UTF_8);
        assertThat(line)
                .contains(
                        "\"message\":\"It failed.\"",
                        "java.lang.IllegalStateException\\n\\tat io.geocompliance.gateway.LoggingTest.",
                        "Caused by: java.lang.RuntimeException\\n")
                .doesNotContain("77.88", "secret");
    }

    static Stream<Object> values() {
        IpAddress address = IpAddress.v4(0x4D5837F2);
        return Stream.of(
                address,
                new ClientAddress.Known(address),
                new Visit("secret.example", "GET", "/secret", Instant.EPOCH),
                NormalizedPath.of("/secret"),
                new Asked("secret.example", "/secret", Optional.empty()),
                new Conduct.Request("secret.example", null),
                new Explanation.Question(
                        address, URI.create("/secret"), Map.of("Cookie", List.of("secret")), Instant.EPOCH));
    }

    @ParameterizedTest
    @MethodSource("values")
    void valuesSayNothingOfAReaderWhenTheyArePrinted(Object value) {
        assertThat(value.toString()).doesNotContain("secret", "77", "1297627122", "4d58");
    }
}
