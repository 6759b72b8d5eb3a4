package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.response.HttpDate;
import io.vertx.core.MultiMap;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Every final answer has a date (RFC 9110 6.6.1); an origin's is kept. */
final class DateField {

    private DateField() {}

    static void addTo(MultiMap head, InstantSource clock) {
        if (!head.contains("date")) {
            head.set("date", HttpDate.format(clock.instant().truncatedTo(ChronoUnit.SECONDS)));
        }
    }
}
