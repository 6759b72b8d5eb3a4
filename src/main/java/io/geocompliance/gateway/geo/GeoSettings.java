package io.geocompliance.gateway.geo;

import java.nio.file.Path;
import java.util.List;

/**
 * Which databases place an address.
 *
 * @param databases at least one; default the embedded country database
 */
public record GeoSettings(List<Database> databases) {

    public GeoSettings {
        databases = List.copyOf(databases);
    }

    /**
     * One database file in MaxMind DB format.
     *
     * @param file read whole into memory
     * @param publisher who speaks through it: one vote per publisher; default the file's name
     */
    public record Database(Path file, String publisher) {}
}
