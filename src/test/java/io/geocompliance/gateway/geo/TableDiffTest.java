package io.geocompliance.gateway.geo;

import static io.geocompliance.gateway.geo.GeoFixture.place;
import static io.geocompliance.gateway.testing.MmdbRecords.flat;
import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.MmdbWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which addresses two tables place differently, against asking both for each. */
class TableDiffTest {

    private static final Region RUSSIA = new Region("russia", 1, new Region.Expression.Country(Set.of("RU")));

    @TempDir
    private Path directory;

    private GeoGeneration open(String name, MmdbWriter writer) throws Exception {
        return new GeoFixture(directory.resolve(name))
                .database("p", writer.put("2a00::/12", flat("DE")).put("5.0.0.0/8", flat("DE")))
                .open(RUSSIA);
    }

    @Test
    void namesAndCountsWhatMoves() throws Exception {
        GeoGeneration before = open("a", MmdbWriter.combined().put("77.0.0.0/16", flat("RU")));
        GeoGeneration after = open(
                "b",
                MmdbWriter.combined()
                        .put("77.0.0.0/16", flat("RU"))
                        .put("77.0.128.0/24", flat("UA"))
                        .put("78.0.0.0/15", flat("RU"))
                        .put("2c00::/29", flat("RU")));

        List<TableDiff.Moved> moved = TableDiff.between(before.table(), after.table(), 2).stream()
                .filter(each -> !each.before().equals(each.after()))
                .toList();

        assertThat(moved)
                .extracting(each -> each.before().regions() + "→" + each.after().regions() + " " + each.v4Addresses()
                        + " " + each.v6Networks() + " " + each.networks())
                .containsExactlyInAnyOrder(
                        "[russia]→[] 256 0 [77.0.128.0/24]",
                        "[]→[russia] 131072 " + (1L << 35) + " [78.0.0.0/15, 2c00::/29]");
    }

    @Test
    void countsEveryAddressOnce() throws Exception {
        GeoGeneration before = open("a", MmdbWriter.combined().put("77.0.0.0/16", flat("RU")));
        GeoGeneration after = open("b", MmdbWriter.combined().put("77.0.0.0/17", flat("RU")));

        List<TableDiff.Moved> all = TableDiff.between(before.table(), after.table(), 0);

        assertThat(all.stream().mapToLong(TableDiff.Moved::v4Addresses).sum()).isEqualTo(1L << 32);
        assertThat(all.stream().mapToLong(TableDiff.Moved::v6Networks).sum())
                .as("2^64 networks of 64 bits")
                .isZero();
    }

    @Test
    void saysWhatAskingBothTablesSays() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("TableDiffTest: -Dseed=" + seed);
        Random random = new Random(seed);
        GeoGeneration before = open("a", scattered(random));
        GeoGeneration after = open("b", scattered(random));
        Map<List<Set<String>>, Long> expected = new HashMap<>();
        for (int network = 0; network < 65_536; network++) {
            String address = "77.77." + network / 256 + "." + network % 256;
            expected.merge(
                    List.of(
                            place(before, address).regions(),
                            place(after, address).regions()),
                    1L,
                    Long::sum);
        }

        Map<List<Set<String>>, Long> said = new HashMap<>();
        for (TableDiff.Moved moved : TableDiff.between(before.table(), after.table(), 0)) {
            said.merge(List.of(moved.before().regions(), moved.after().regions()), moved.v4Addresses(), Long::sum);
        }
        List<Set<String>> nowhere = List.of(Set.of(), Set.of());
        expected.remove(nowhere);
        said.remove(nowhere);
        assertThat(said).isEqualTo(expected).isNotEmpty();
    }

    /** Russian networks of all lengths in 77.77.0.0/16. */
    private static MmdbWriter scattered(Random random) {
        MmdbWriter writer = MmdbWriter.combined();
        for (int number = 0; number < 200; number++) {
            int length = 22 + random.nextInt(11);
            int address = random.nextInt(65_536) >>> (32 - length) << (32 - length);
            writer.put(
                    "77.77." + address / 256 + "." + address % 256 + "/" + length,
                    flat(random.nextBoolean() ? "RU" : "UA"));
        }
        return writer;
    }
}
