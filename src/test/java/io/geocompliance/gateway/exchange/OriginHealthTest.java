package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.proxy.upstream.Site;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.LogCapture;
import io.geocompliance.gateway.testing.Mischief;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.OriginServer;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.TestGateway;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers that die, hang and come back, behind a real gateway. */
class OriginHealthTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final OriginReply PAGE = OriginReply.html("<!doctype html><body>x");

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.withDefaults();

    private OriginServer other;

    @BeforeEach
    void startOther() {
        other = world.closing(OriginServer.start());
        other.answer(PAGE);
        world.origin().answer(PAGE);
    }

    private GatewayYaml two(String more) {
        return world.yaml()
                .with(
                        "origins",
                        "[{name: news, urls: [\"%s\", \"%s\"], %s}]"
                                .formatted(world.origin().url(), other.url(), more))
                .with("timeouts", "{connect: 2s, responseHead: 500ms, keepAlive: 1s}");
    }

    private static int status(RawClient client, int number) {
        return client.get("/" + number, Visitors.GERMANY).status();
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void severalServersShareTheLoad() {
        TestGateway gateway = world.start(two("health: {ejection: 30s}"));
        RawClient client = world.closing(gateway.client());
        for (int number = 0; number < 60; number++) {
            assertThat(status(client, number)).isEqualTo(200);
        }
        assertThat(world.origin().requests()).hasSizeBetween(10, 50);
        assertThat(other.requests()).hasSizeBetween(10, 50);
    }

    @Test
    void aServerThatDiesIsNoVisitorsTroubleAndComesBack() {
        TestGateway gateway = world.start(two("health: {ejection: 300ms}"));
        world.expectLog("left alone");
        Site site = gateway.sites().get(0);
        RawClient client = world.closing(gateway.client());
        int port = other.port();
        other.close();
        for (int number = 0; number < 60; number++) {
            assertThat(status(client, number)).isEqualTo(200);
            client.send("POST /" + number + " HTTP/1.1\r\nHost: news.example\r\nContent-Length: 3\r\n"
                    + Visitors.GERMANY + "\r\n\r\nabc");
            assertThat(client.receive("POST").status())
                    .as("nothing was sent to the dead")
                    .isEqualTo(200);
        }
        assertThat(site.ejections()).isPositive();
        assertThat(site.retries()).isPositive();
        OriginServer again = world.closing(OriginServer.startAt(port)).answer(PAGE);
        await("the server is used again", () -> {
            status(client, 0);
            return !again.requests().isEmpty();
        });
        await("both are healthy", () -> site.healthy() == 2);
    }

    @Test
    void aServerThatHangsCostsFiveVisitorsAndNoMore() {
        TestGateway gateway = world.start(two("health: {ejection: 5m}"));
        world.expectLog("left alone");
        other.answer(new Mischief.Silence());
        RawClient client = world.closing(gateway.client());
        int late = 0;
        for (int number = 0; number < 60; number++) {
            int status = status(client, number);
            assertThat(status).isIn(200, 504);
            late += status == 504 ? 1 : 0;
        }
        assertThat(late).isEqualTo(5);
        assertThat(gateway.sites().get(0).healthy()).isEqualTo(1);
    }

    @Test
    void aServerThatSaysItIsBrokenIsLeftAlone() {
        TestGateway gateway = world.start(two("health: {ejection: 5m}"));
        world.expectLog("left alone");
        other.answer(OriginReply.status(503));
        RawClient client = world.closing(gateway.client());
        try (LogCapture log = new LogCapture()) {
            for (int number = 0; number < 60; number++) {
                status(client, number);
            }
            assertThat(other.requests()).hasSize(5);
            assertThat(log.lines()).as("what would say when visitors came").isEmpty();
            gateway.stop();
            assertThat(log.lines()).singleElement().asString().contains("failed 5 times in a row");
        }
    }

    @Test
    void checksTakeAServerOutAndIn() {
        other.answer(request -> request.target().equals("/well") ? OriginReply.status(500) : PAGE);
        TestGateway gateway = world.start(two("health: {path: /well, interval: 20ms, timeout: 5s}"));
        world.expectLog("health checks");
        Site site = gateway.sites().get(0);
        await("out", () -> site.healthy() == 1);
        RawClient client = world.closing(gateway.client());
        other.forget();
        other.answer(request -> request.target().equals("/well") ? OriginReply.status(500) : PAGE);
        for (int number = 0; number < 40; number++) {
            assertThat(status(client, number)).isEqualTo(200);
        }
        assertThat(other.requests()).allMatch(request -> request.target().equals("/well"));
        other.answer(PAGE);
        await("in", () -> site.healthy() == 2);
        await("used", () -> {
            status(client, 0);
            return other.requests().stream()
                    .anyMatch(request -> request.target().equals("/0"));
        });
    }

    @Test
    void aHangingServerFailsItsChecks() {
        other.answer(new Mischief.Silence());
        TestGateway gateway = world.start(two("health: {path: /well, interval: 20ms, timeout: 100ms}"));
        world.expectLog("health checks");
        await("out", () -> gateway.sites().get(0).healthy() == 1);
        await("its checks are closed", () -> other.awaitOpenConnections(2, Duration.ZERO));
    }

    @Test
    void whereNoneIsHealthyAllAreUsedAndOperatorsAreTold() {
        world.origin().answer(request -> request.target().equals("/well") ? OriginReply.status(500) : PAGE);
        other.answer(request -> request.target().equals("/well") ? OriginReply.status(500) : PAGE);
        TestGateway gateway = world.start(two("health: {path: /well, interval: 20ms, timeout: 5s}"));
        world.expectLog("health checks");
        await("both out", () -> gateway.sites().get(0).healthy() == 0);
        RawClient client = world.closing(gateway.client());
        assertThat(status(client, 0)).isEqualTo(200);
        assertThat(gateway.admin("/")).contains("No server of the origin news is healthy.");
        assertThat(gateway.admin("/health/ready")).contains("ready");
    }
}
