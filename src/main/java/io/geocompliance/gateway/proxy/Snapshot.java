package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.client.ClientAddress;
import io.geocompliance.gateway.client.ForwardedChain;
import io.geocompliance.gateway.client.IpAddress;
import io.geocompliance.gateway.geo.GeoGeneration;
import io.geocompliance.gateway.geo.Place;
import io.geocompliance.gateway.notice.LookSettings;
import io.geocompliance.gateway.notice.Notices;
import io.geocompliance.gateway.response.HeaderPolicy;
import io.geocompliance.gateway.rules.RuleBook;
import java.util.Map;

/**
 * The short-lived half: everything a reload replaces, in one immutable value. A request keeps the one it began with.
 *
 * @param clients how addresses are established
 * @param geo the compiled region table and its databases
 * @param rules what is due
 * @param notices what it says
 * @param looks how that looks, by the origin's name
 * @param headers what they say
 * @param hash names the configuration in records: SHA-256 over its files, in hex
 */
public record Snapshot(
        ForwardedChain clients,
        GeoGeneration geo,
        RuleBook rules,
        Notices notices,
        Map<String, LookSettings> looks,
        HeaderPolicy headers,
        String hash) {

    public Snapshot {
        looks = Map.copyOf(looks);
    }

    /** How notices look on an origin's pages; as everywhere if the origin is gone from the configuration. */
    public LookSettings look(String origin) {
        return looks.getOrDefault(origin, LookSettings.DEFAULT);
    }

    /** Where the asker is; the ways of not knowing who asks are ways of not knowing where. */
    public Place placeOf(ClientAddress asker) {
        if (asker instanceof ClientAddress.Known known) {
            IpAddress address = known.address();
            return address.isV4()
                    ? geo.table().placeOf(address.v4Bits())
                    : geo.table().placeOf(address.high(), address.low());
        }
        return new Place.Unknown(
                asker instanceof ClientAddress.Internal ? Place.Reason.INTERNAL : Place.Reason.UNRESOLVED);
    }
}
