package io.geocompliance.gateway.geo;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Lookups in the table of the embedded database, or of the one that {@code -Ddatabase} names. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class RegionTableBenchmark {

    private static final long SEED = 17;
    private static final int MASK = (1 << 20) - 1;

    /** Visitors of the skewed trace; the n-th comes with a frequency of about 1/n. */
    private static final int VISITORS = 100_000;

    private final int[] uniformV4 = new int[MASK + 1];
    private final int[] skewedV4 = new int[MASK + 1];
    private final long[] uniformV6 = new long[MASK + 1];
    private final long[] skewedV6 = new long[MASK + 1];
    private RegionTable table;
    private int next;

    @Setup
    public void open() throws Exception {
        GeoSettings.Database database = new GeoSettings.Database(
                Path.of(System.getProperty("database", "config/geoip/geo-whois-asn-country.mmdb")), "nro");
        Region region = new Region("audience", 1, new Region.Expression.Country(Set.of("RU")));
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        table = GeoGeneration.open(new GeoSettings(List.of(database)), List.of(region))
                .table();
        long cpuNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        System.out.printf("%nbuild %d ms CPU (cold JVM), %s%n", cpuNanos / 1_000_000, table.size());
        traces(DatabaseLoader.load(database).networks().v6());
    }

    /** IPv6 addresses are uniform over networks, for nearly all of the bare space is empty. */
    private void traces(IpRanges v6) {
        Random random = new Random(SEED);
        for (int i = 0; i <= MASK; i++) {
            uniformV4[i] = random.nextInt();
            uniformV6[i] = v6.high(random.nextInt(v6.size())) | random.nextLong() >>> 40;
        }
        for (int i = 0; i <= MASK; i++) {
            int visitor = (int) Math.pow(VISITORS, random.nextDouble());
            skewedV4[i] = uniformV4[visitor];
            skewedV6[i] = uniformV6[visitor];
        }
    }

    @Benchmark
    public Place uniformV4() {
        return table.placeOf(uniformV4[next++ & MASK]);
    }

    @Benchmark
    public Place skewedV4() {
        return table.placeOf(skewedV4[next++ & MASK]);
    }

    @Benchmark
    public Place uniformV6() {
        return table.placeOf(uniformV6[next++ & MASK], 1);
    }

    @Benchmark
    public Place skewedV6() {
        return table.placeOf(skewedV6[next++ & MASK], 1);
    }
}
