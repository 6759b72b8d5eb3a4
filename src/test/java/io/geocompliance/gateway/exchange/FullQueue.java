package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.TestGateway;

/** The smallest queue of the log that can be configured, filled while its writer is held back. */
final class FullQueue {

    /** A line is some 300 bytes. */
    private static final int LINES_AT_MOST = (64 << 10) / 200;

    private FullQueue() {}

    /** Visits without a duty until nothing more can wait for the writer. */
    static void fill(TestGateway gateway) {
        try (RawClient client = gateway.client()) {
            for (int i = 0; i < LINES_AT_MOST; i++) {
                assertThat(client.get("/", Visitors.GERMANY, "Accept: text/html")
                                .status())
                        .isEqualTo(200);
            }
        }
    }
}
