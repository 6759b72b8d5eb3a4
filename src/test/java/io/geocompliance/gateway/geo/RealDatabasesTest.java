package io.geocompliance.gateway.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.geocompliance.gateway.testing.RealDatabases;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The table of three databases as publishers ship them, against a lookup in each and a vote; {@code -Ddatabases=DIR}. */
class RealDatabasesTest {

    private static final long SEED = Long.getLong("seed", 20260918);
    private static final long MEBIBYTE = 1L << 20;

    private static GeoGeneration open;

    @BeforeAll
    static void compile() throws Exception {
        RealDatabases real = RealDatabases.orSkip();
        List<GeoSettings.Database> databases = new ArrayList<>();
        databases.add(new GeoSettings.Database(real.geoLite2City(), "maxmind"));
        real.dbIpCity().forEach(file -> databases.add(new GeoSettings.Database(file, "dbip")));
        databases.add(new GeoSettings.Database(Path.of("config/geoip/geo-whois-asn-country.mmdb"), "nro"));
        long before = threads().getCurrentThreadCpuTime();
        open = GeoGeneration.open(
                new GeoSettings(databases), List.of(GeoFixture.region("any", 1), GeoFixture.region("two", 2)));
        long cpuNanos = threads().getCurrentThreadCpuTime() - before;
        System.out.printf(
                "build %d ms CPU, %s%n", cpuNanos / 1_000_000, open.table().size());
    }

    private static ThreadMXBean threads() {
        return (ThreadMXBean) ManagementFactory.getThreadMXBean();
    }

    @Test
    void itIsSmall() {
        assertThat(open.table().size().bytes()).isLessThanOrEqualTo(32 * MEBIBYTE);
    }

    @Test
    void aLookupAllocatesNothing() {
        Random random = new Random(SEED);
        int[] v4 = random.ints(1 << 16).toArray();
        long[] v6 = random.longs(1 << 16).map(bits -> bits >>> 3 | 1L << 61).toArray();
        int known = 0;
        long before = 0;
        for (int round = 0; round < 20; round++) {
            if (round == 10) {
                before = threads().getCurrentThreadAllocatedBytes();
            }
            for (int i = 0; i < v4.length; i++) {
                known += open.table().placeOf(v4[i]) instanceof Place.Known ? 1 : 0;
                known += open.table().placeOf(v6[i], i, Told.BY_NOBODY) instanceof Place.Known ? 1 : 0;
            }
        }
        long bytes = threads().getCurrentThreadAllocatedBytes() - before;
        assertThat(known).isPositive();
        assertThat(bytes).as("bytes of 1.3 million lookups").isLessThan(10_000);
    }

    /** Both ends of every range of both families, and addresses at random. */
    @Test
    void itSaysWhatTheDatabasesSay() {
        System.out.println("-Dseed=" + SEED);
        long asked = 0;
        IpRanges v4 = open.table().v4Ranges();
        for (int range = 0; range < v4.size() && v4.high(range) == 0 && v4.low(range) < 1L << 32; range++) {
            compare(open.explainer().explain((int) v4.low(range), Told.BY_NOBODY));
            compare(open.explainer().explain((int) (v4.low(range) - 1), Told.BY_NOBODY));
            asked += 2;
        }
        IpRanges v6 = open.table().v6Ranges();
        for (int range = 0; range < v6.size(); range++) {
            long high = v6.high(range);
            long low = v6.low(range);
            compare(open.explainer().explain(high, low, Told.BY_NOBODY));
            compare(open.explainer().explain(low == 0 ? high - 1 : high, low - 1, Told.BY_NOBODY));
            asked += 2;
        }
        Random random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            compare(open.explainer().explain(random.nextInt(), Told.BY_NOBODY));
            int range = random.nextInt(v6.size());
            compare(open.explainer()
                    .explain(v6.high(range) | random.nextInt(1 << 16), random.nextLong(), Told.BY_NOBODY));
            asked += 2;
        }
        System.out.println("compared " + asked + " addresses");
        assertThat(asked).isGreaterThanOrEqualTo(1_000_000);
    }

    private static void compare(GeoExplanation explained) {
        if (explained.place().equals(Electorate.RESERVED)) {
            return;
        }
        Set<String> voted = explained.regions().stream()
                .filter(GeoExplanation.RegionVotes::held)
                .map(GeoExplanation.RegionVotes::region)
                .collect(Collectors.toSet());
        boolean placed = explained.evidence().stream()
                .anyMatch(each -> !each.says().country().isEmpty());
        if (!explained.place().regions().equals(voted) || placed != explained.place() instanceof Place.Known) {
            throw new AssertionError("table %s, databases %s".formatted(explained.place(), explained.evidence()));
        }
    }
}
