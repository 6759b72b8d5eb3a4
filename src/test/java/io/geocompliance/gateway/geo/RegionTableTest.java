package io.geocompliance.gateway.geo;

import static io.geocompliance.gateway.testing.MmdbRecords.flat;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.geocompliance.gateway.testing.MmdbRecords;
import io.geocompliance.gateway.testing.MmdbWriter;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table against a plain list of prefixes, the longest match of which wins: a second way to the same answer. */
class RegionTableTest {

    private static final int LOOKUPS = 1_000_000;
    private static final long SEED = Long.getLong("seed", 41L);
    private static final List<String> COUNTRIES = List.of("RU", "UA", "DE", "US", "JP", "FR");

    @TempDir
    private Path directory;

    @Test
    void agreesWithTheLongestMatchingPrefix() throws Exception {
        System.out.println("RegionTableTest: -Dseed=" + SEED);
        Random random = new Random(SEED);
        List<Prefix> prefixes = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            prefixes.add(Prefix.random(random, prefixes));
        }
        prefixes.sort(Comparator.comparingInt(Prefix::length));
        MmdbWriter writer = MmdbWriter.combined().put("5.0.0.0/8", flat("RU"));
        prefixes.forEach(prefix -> writer.put(prefix.cidr(), flat(prefix.country)));
        RegionTable table =
                new GeoFixture(directory).database("p", writer).open().table();

        int divided = 0;
        for (Prefix prefix : prefixes) {
            divided += prefix.length > 64 ? 1 : 0;
            compare(table, prefixes, prefix.high, prefix.low);
            compare(table, prefixes, prefix.lastHigh(), prefix.lastLow());
            compare(table, prefixes, prefix.low == 0 ? prefix.high - 1 : prefix.high, prefix.low - 1);
            compare(
                    table,
                    prefixes,
                    prefix.lastLow() == -1 ? prefix.lastHigh() + 1 : prefix.lastHigh(),
                    prefix.lastLow() + 1);
            compare(table, prefixes, prefix.high, random.nextLong());
        }
        assertThat(divided).as("networks longer than /64").isGreaterThan(100);
    }

    @Test
    void returnsSharedPlacesAndKnowsItsSize() throws Exception {
        MmdbWriter writer = MmdbWriter.combined().put("5.0.0.0/8", flat("RU")).put("2a00::/12", flat("RU"));
        RegionTable table =
                new GeoFixture(directory).database("p", writer).open().table();

        assertThat(table.placeOf(0x0500_0000)).isSameAs(table.placeOf(0x2a00_0000_0000_0000L, 7));
        assertThat(table.size().places()).isEqualTo(3);
        assertThat(table.size().bytes()).isBetween(256L << 10, 512L << 10);
    }

    /** Beside a collector or a compiler that runs on the same thread nothing may show up: a lookup of several databases makes no object. */
    @Test
    void allocatesNothingHoweverManyDatabasesThereAre() throws Exception {
        GeoFixture fixture = new GeoFixture(directory).headers("cdn", "CDN-Country", "CDN-Region");
        for (String publisher : List.of("one", "two", "three")) {
            MmdbWriter writer = MmdbWriter.combined();
            for (int network = 1; network < 200; network++) {
                String country = COUNTRIES.get((network * publisher.length()) % COUNTRIES.size());
                writer.put(network + ".0.0.0/8", MmdbRecords.nested(country, country));
                writer.put("2a%02x::/16".formatted(network), MmdbRecords.nested(country, country));
            }
            fixture.database(publisher, writer);
        }
        RegionTable table = fixture.open(GeoFixture.region("any", 1), GeoFixture.region("two", 2))
                .table();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long known = lookups(table);
        long before = threads.getCurrentThreadAllocatedBytes();
        known += lookups(table);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(LOOKUPS / 100);
        assertThat(known).isPositive();
    }

    private static long lookups(RegionTable table) {
        long known = 0;
        for (int i = 0; i < LOOKUPS; i++) {
            known += table.placeOf(i * 0x9E3779B9, Told.BY_NOBODY) instanceof Place.Known ? 1 : 0;
            known += table.placeOf(0x2a00L << 48 | (long) i << 40, i) instanceof Place.Known ? 1 : 0;
        }
        return known;
    }

    private static void compare(RegionTable table, List<Prefix> prefixes, long high, long low) {
        String expected = "";
        for (Prefix prefix : prefixes) {
            if (prefix.contains(high, low)) {
                expected = prefix.country;
            }
        }
        Place place = table.placeOf(high, low);
        String actual = place instanceof Place.Known known ? known.label() : "";
        if (!actual.equals(expected)) {
            throw new AssertionError("%016x%016x: table %s, list %s".formatted(high, low, actual, expected));
        }
    }

    /** A network within 2a00::/12 and 2c00::/12, often inside or beside an earlier one. */
    private record Prefix(long high, long low, int length, String country) {

        static Prefix random(Random random, List<Prefix> earlier) {
            long high = (random.nextBoolean() ? 0x2a00L : 0x2c00L) << 48 | random.nextLong() >>> 12;
            if (!earlier.isEmpty() && random.nextInt(3) > 0) {
                high = earlier.get(random.nextInt(earlier.size())).high;
            }
            int length = random.nextInt(4) == 0 ? 65 + random.nextInt(64) : 20 + random.nextInt(45);
            long highMask = length >= 64 ? -1L : -1L << (64 - length);
            long lowMask = length <= 64 ? 0 : -1L << (128 - length);
            return new Prefix(
                    high & highMask,
                    random.nextLong() & lowMask,
                    length,
                    COUNTRIES.get(random.nextInt(COUNTRIES.size())));
        }

        boolean contains(long otherHigh, long otherLow) {
            return Long.compareUnsigned(high, otherHigh) <= 0
                    && Long.compareUnsigned(otherHigh, lastHigh()) <= 0
                    && (length <= 64
                            || Long.compareUnsigned(low, otherLow) <= 0
                                    && Long.compareUnsigned(otherLow, lastLow()) <= 0);
        }

        long lastHigh() {
            return length >= 64 ? high : high | -1L >>> length;
        }

        long lastLow() {
            return length <= 64 ? -1L : length == 128 ? low : low | -1L >>> (length - 64);
        }

        String cidr() {
            try {
                byte[] bytes =
                        ByteBuffer.allocate(16).putLong(high).putLong(low).array();
                return InetAddress.getByAddress(bytes).getHostAddress() + '/' + length;
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
