package io.geocompliance.gateway.geo;

import com.maxmind.geoip2.model.CityResponse;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why an address is where the table says.
 *
 * @param place the table's own answer
 * @param evidence per source, databases first, in the order of the settings
 * @param network what is known of the network beside its place
 * @param regions per region, in the order of the configuration; empty where the address is reserved, since nobody votes then
 */
public record GeoExplanation(Place place, List<Evidence> evidence, NetworkFacts network, List<RegionVotes> regions) {

    public GeoExplanation {
        evidence = List.copyOf(evidence);
        regions = List.copyOf(regions);
    }

    /**
     * Who says something.
     *
     * @param file as the settings name it
     * @param publisher whose vote it carries, if it has one
     * @param votes whether it has one
     * @param build which build of a database; empty for a geofeed
     */
    public record Speaker(String file, String publisher, boolean votes, Optional<DatabaseIdentity> build) {}

    /**
     * What one source says.
     *
     * @param speaker who
     * @param network the matched network as CIDR text; none where the file has no networks of the address's family
     * @param says what it says of the address
     * @param detail what only native files say
     */
    public record Evidence(Speaker speaker, Optional<String> network, Facts says, Optional<Detail> detail) {}

    /**
     * What a native file says beyond what places an address; regions can't refer to it.
     *
     * @param city English name, if there is one
     * @param accuracyRadiusKm around the coordinates that are not repeated here
     */
    public record Detail(Optional<String> city, Optional<Integer> accuracyRadiusKm) {

        static Detail of(CityResponse response) {
            return new Detail(
                    Optional.ofNullable(response.city().names().get("en")),
                    Optional.ofNullable(response.location().accuracyRadius()));
        }
    }

    /**
     * How the publishers voted on one region.
     *
     * @param region its name
     * @param held whether at least {@code quorum} said yes
     * @param quorum how many had to
     * @param votes by publisher, in the order of the settings
     */
    public record RegionVotes(String region, boolean held, int quorum, Map<String, Vote> votes) {
        public RegionVotes {
            votes = Collections.unmodifiableMap(new LinkedHashMap<>(votes));
        }
    }
}
