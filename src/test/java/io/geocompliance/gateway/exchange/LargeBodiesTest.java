package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.NoticeInPage;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.RecordedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Memory that bodies are read into is used again: nobody may get what was another's, not beside visitors who leave midway, nor beside
 * those who read late.
 */
class LargeBodiesTest {

    private static final int VISITORS = 6;
    private static final int PAGES_EACH = 40;
    private static final String BEGIN = "<!doctype html><html><title>t</title><body>";

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.withDefaults();

    @Test
    void everybodyGetsTheirOwnBytes() throws Exception {
        world.origin().answer(LargeBodiesTest::page);
        long seed = Long.getLong("seed", System.nanoTime());
        ExecutorService visitors = Executors.newFixedThreadPool(VISITORS);
        try {
            List<Future<?>> visits = new ArrayList<>();
            for (int visitor = 0; visitor < VISITORS; visitor++) {
                Random random = new Random(seed + visitor);
                visits.add(visitors.submit(() -> visit(random)));
            }
            for (Future<?> visit : visits) {
                visit.get(120, TimeUnit.SECONDS);
            }
        } catch (java.util.concurrent.ExecutionException e) {
            throw new AssertionError("with -Dseed=" + seed, e.getCause());
        } finally {
            visitors.shutdownNow();
        }
    }

    private static OriginReply page(RecordedRequest request) {
        int number = Integer.parseInt(request.target().substring(1));
        return OriginReply.html("").body(content(number));
    }

    /** No two are alike at any place. */
    private static byte[] content(int number) {
        StringBuilder page = new StringBuilder(BEGIN);
        int length = 10_000 + number % 300_000;
        while (page.length() < length) {
            page.append(number).append('-').append(page.length()).append(' ');
        }
        return page.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static Void visit(Random random) throws Exception {
        for (int i = 0; i < PAGES_EACH; i++) {
            int number = random.nextInt(1_000_000);
            boolean russian = random.nextInt(3) == 0;
            String visitor = russian ? Visitors.RUSSIA : Visitors.GERMANY;
            try (RawClient client = RawClient.to(world.gateway().port(), 32 << 10)) {
                client.send(RawClient.request("GET", "/" + number, visitor));
                if (random.nextInt(4) == 0) {
                    client.begin("GET").body().read(random.nextInt(5_000));
                    client.reset();
                    continue;
                }
                RawResponse response = client.receive();
                byte[] page = russian ? NoticeInPage.of(response.content()).without() : response.content();
                assertThat(page).isEqualTo(content(number));
            }
        }
        return null;
    }
}
