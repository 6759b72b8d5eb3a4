package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.Snapshots;
import io.geocompliance.gateway.admin.Metrics;
import io.geocompliance.gateway.audit.AuditLog;
import io.geocompliance.gateway.client.AddressLiteral;
import io.geocompliance.gateway.client.ClientAddress;
import io.geocompliance.gateway.config.Config;
import io.geocompliance.gateway.config.Overrides;
import io.geocompliance.gateway.geo.Told;
import io.geocompliance.gateway.notice.Fragment;
import io.geocompliance.gateway.proxy.front.ListeningSockets;
import io.geocompliance.gateway.response.FieldLines;
import io.geocompliance.gateway.rules.Visit;
import java.time.InstantSource;
import java.util.Optional;

/** Visits to the built-in site, decided by the embedded configuration, for tests and benchmarks of what comes behind the decision. */
final class SampleVisits {

    private final Site site;
    private final InstantSource clock;
    private final AuditLog log;
    private final MinuteRecords records;

    /** What takes long to build. */
    record Site(Config config, Snapshot snapshot) {

        static Site embedded() throws Exception {
            Config config = Config.embedded(Overrides.NONE, name -> null);
            return new Site(config, Snapshots.build(config));
        }
    }

    SampleVisits(Site site, InstantSource clock, AuditLog log) {
        this.site = site;
        this.clock = clock;
        this.log = log;
        this.records = new MinuteRecords(clock);
    }

    MinuteRecords records() {
        return records;
    }

    /** Of a page, now. */
    Evidence of(String visitor, String method) {
        return of(
                visitor,
                new Visit("news.example", method, "/news/1", clock.instant()),
                site.snapshot().hash());
    }

    /**
     * Of a page.
     *
     * @param configuration names the one in force, which says the same
     */
    Evidence of(String visitor, Visit visit, String configuration) {
        Snapshot snapshot = site.snapshot();
        Snapshot inForce = new Snapshot(
                snapshot.clients(),
                snapshot.proxies(),
                snapshot.geo(),
                snapshot.rules(),
                snapshot.notices(),
                snapshot.looks(),
                snapshot.headers(),
                configuration);
        ProxyServer.Surroundings surroundings = new ProxyServer.Surroundings(
                () -> inForce, log, new ListeningSockets(), clock, new ProxyCounters(Metrics.DURATION_BOUNDS_SECONDS));
        Ruling.Sender sender = new Ruling.Sender(
                new ClientAddress.Known(AddressLiteral.parse(visitor).orElseThrow()), Told.BY_NOBODY);
        Conduct conduct = Conduct.of(
                inForce,
                Ruling.of(inForce, sender, visit),
                new Conduct.Request(visit.host(), FieldLines.of("Accept", "text/html")),
                site.config().proxy().origins().get(0));
        return new Evidence(surroundings, records, inForce, conduct, 0, Optional.empty());
    }

    /** The notice that such a visitor is shown. */
    static Fragment shown(Evidence evidence) {
        return evidence.conduct()
                .shown(evidence.conduct().ruling().notice().orElseThrow(), null, false)
                .fragment();
    }
}
