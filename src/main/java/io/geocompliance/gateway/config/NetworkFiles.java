package io.geocompliance.gateway.config;

import io.geocompliance.gateway.client.Cidr;
import io.geocompliance.gateway.geo.GeoSettings;
import io.geocompliance.gateway.geo.IsoCodes;
import io.geocompliance.gateway.geo.Prefix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the files of networks that operators keep: geofeeds (RFC 8805) and network lists. */
final class NetworkFiles {

    private static final int COUNTRY = 1;
    private static final int REGION = 2;

    private final SourceFiles files;
    private final Problems problems;

    NetworkFiles(SourceFiles files, Problems problems) {
        this.files = files;
        this.problems = problems;
    }

    /** A line with something on it. */
    private record Line(String text, Position position) {}

    /**
     * A geofeed. Its lines may be another party's, so one that means nothing, and a prefix that is said twice, is a warning and left
     * out: what it means is never guessed.
     */
    GeoSettings.Feed feed(GeoSections.FeedSaid said) {
        Map<Prefix, Position> seen = new LinkedHashMap<>();
        Map<Prefix, GeoSettings.Row> rows = new LinkedHashMap<>();
        for (Line line : lines("geofeed", said.name().value(), said.file())) {
            row(line).ifPresent(row -> {
                Position before = seen.putIfAbsent(row.prefix(), line.position());
                if (before == null) {
                    rows.put(row.prefix(), row);
                } else if (!row.equals(rows.get(row.prefix()))) {
                    rows.remove(row.prefix());
                    problems.warning(
                            line.position(), "this prefix is elsewhere already: " + before + "; neither line is used.");
                }
            });
        }
        return new GeoSettings.Feed(
                said.name().value(), said.file().toString(), said.use(), List.copyOf(rows.values()));
    }

    /** A network list. The operator wrote it, so a line that means nothing is an error. */
    GeoSettings.NetworkList list(GeoSections.ListSaid said) {
        List<Prefix> prefixes = new ArrayList<>();
        for (Line line : lines("networks", said.name().value(), said.file())) {
            try {
                prefixes.add(prefix(Cidr.parse(line.text())));
            } catch (IllegalArgumentException e) {
                problems.error(line.position(), Sentence.ended(String.valueOf(e.getMessage())));
            }
        }
        return new GeoSettings.NetworkList(said.name().value(), prefixes);
    }

    /** The same network as {@code geo} knows it. */
    static Prefix prefix(Cidr cidr) {
        return new Prefix(
                cidr.network().isV4(), cidr.network().high(), cidr.network().low(), cidr.prefixLength());
    }

    private List<Line> lines(String kind, String name, Path file) {
        List<Line> lines = new ArrayList<>();
        String[] texts = files.longText(kind + " " + name, file).orElse("").split("\n", -1);
        for (int i = 0; i < texts.length; i++) {
            String text = texts[i].replaceFirst("#.*", "").strip();
            if (!text.isEmpty()) {
                lines.add(new Line(text, new Position(file.toString(), i + 1, 1)));
            }
        }
        return lines;
    }

    private Optional<GeoSettings.Row> row(Line line) {
        String[] cells = line.text().split(",", -1);
        String country = cell(cells, COUNTRY);
        String region = cell(cells, REGION);
        Optional<String> wrong = wrong(country, region);
        if (wrong.isPresent()) {
            problems.warning(line.position(), wrong.get() + "; this line is not used.");
            return Optional.empty();
        }
        try {
            return Optional.of(new GeoSettings.Row(prefix(Cidr.parse(cells[0].strip())), country, region));
        } catch (IllegalArgumentException e) {
            problems.warning(line.position(), e.getMessage() + "; this line is not used.");
            return Optional.empty();
        }
    }

    private static Optional<String> wrong(String country, String region) {
        if (country.isEmpty()) {
            return region.isEmpty() ? Optional.empty() : Optional.of("a region without a country");
        }
        if (!IsoCodes.isCountry(country)) {
            return Optional.of("ISO 3166-1 has no country \"" + country + "\"");
        }
        if (region.isEmpty()) {
            return Optional.empty();
        }
        if (!IsoCodes.isSubdivision(region)) {
            return Optional.of("ISO 3166-2 has no subdivision \"" + region + "\"");
        }
        return region.startsWith(country + "-")
                ? Optional.empty()
                : Optional.of("the subdivision \"" + region + "\" is not of the country \"" + country + "\"");
    }

    private static String cell(String[] cells, int column) {
        return column < cells.length ? cells[column].strip() : "";
    }
}
