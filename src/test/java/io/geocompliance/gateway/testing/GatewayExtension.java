package io.geocompliance.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A gateway and an origin for the tests of one class; register it as a static field.
 *
 * <p>After every test: nothing was logged at WARN or above but what the test declared, so neither leaked buffers nor blocked event loops
 * pass, no answer of the origin failed, and no request to it is counted as under way. After the class: no connection is left on the way to the origin.
 */
public final class GatewayExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {

    /** More than the time for which a gateway under test keeps an idle connection, the pool's own rounds included. */
    private static final Duration IDLE_CONNECTIONS = Duration.ofSeconds(15);

    private final UnaryOperator<GatewayYaml> configuration;

    /** Of the class; owned by the thread that runs its tests, as is all that follows. */
    private final Deque<AutoCloseable> afterAll = new ArrayDeque<>();

    private final Deque<AutoCloseable> afterEach = new ArrayDeque<>();
    private final List<String> declared = new ArrayList<>();
    private OriginServer origin;
    private TestGateway gateway;
    private LogCapture log;

    private GatewayExtension(UnaryOperator<GatewayYaml> configuration) {
        this.configuration = configuration;
    }

    /** With the embedded rules, notices and database. */
    public static GatewayExtension withDefaults() {
        return with(yaml -> yaml);
    }

    public static GatewayExtension with(UnaryOperator<GatewayYaml> configuration) {
        return new GatewayExtension(configuration);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        log = keep(afterAll, new LogCapture());
        origin = keep(afterAll, OriginServer.start());
        gateway = keep(afterAll, TestGateway.start(configuration.apply(yaml())));
    }

    /** The configuration that tests vary: towards this class' origin. */
    public GatewayYaml yaml() {
        return GatewayYaml.of(origin.url()).with("timeouts", "{keepAlive: 1s}");
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        origin.forget();
        declared.clear();
        log.clear();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        closeAll(afterEach);
        assertThat(gateway.awaitNothingInFlight(IDLE_CONNECTIONS))
                .as("every request to the origin is over")
                .isTrue();
        assertThat(origin.failures())
                .as("failures within answers of the origin")
                .isEmpty();
        assertThat(undeclared()).as("logged at WARN or above").isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        boolean quiet = origin.awaitOpenConnections(0, IDLE_CONNECTIONS);
        int left = origin.openConnections();
        closeAll(afterAll);
        assertThat(quiet)
                .as("connections to the origin that nothing uses: " + left)
                .isTrue();
    }

    private List<String> undeclared() {
        provokeLeakReports();
        return log.lines().stream()
                .filter(line -> declared.stream().noneMatch(line::contains))
                .toList();
    }

    /** A lost buffer is reported by a later allocation, once it has been collected. */
    private static void provokeLeakReports() {
        System.gc();
        for (int round = 0; round < 8; round++) {
            PooledByteBufAllocator.DEFAULT.buffer(8).release();
            UnpooledByteBufAllocator.DEFAULT.buffer(8).release();
        }
    }

    public OriginServer origin() {
        return origin;
    }

    public TestGateway gateway() {
        return gateway;
    }

    /** A connection to the gateway that is closed after the test. */
    public RawClient client() {
        return closing(gateway.client());
    }

    /** Another gateway to the same origin, stopped after the test. */
    public TestGateway start(GatewayYaml yaml) {
        return closing(TestGateway.start(yaml));
    }

    /** Closes it after the test. */
    public <T extends AutoCloseable> T closing(T resource) {
        return keep(afterEach, resource);
    }

    /** Says that log lines that hold this text belong to the test. */
    public void expectLog(String part) {
        declared.add(part);
    }

    private static <T extends AutoCloseable> T keep(Deque<AutoCloseable> resources, T resource) {
        resources.push(resource);
        return resource;
    }

    private static void closeAll(Deque<AutoCloseable> resources) throws Exception {
        while (!resources.isEmpty()) {
            resources.pop().close();
        }
    }
}
