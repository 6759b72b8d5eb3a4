package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.client.ClientAddress;
import io.geocompliance.gateway.client.ClientSettings;
import io.geocompliance.gateway.client.ForwardedChain;
import io.geocompliance.gateway.client.IpAddress;
import io.geocompliance.gateway.client.TrustedProxies;
import io.geocompliance.gateway.geo.GeoGeneration;
import io.geocompliance.gateway.geo.Place;
import io.geocompliance.gateway.geo.Told;
import io.geocompliance.gateway.notice.LookSettings;
import io.geocompliance.gateway.notice.Notices;
import io.geocompliance.gateway.proxy.front.FrontSettings;
import io.geocompliance.gateway.response.HeaderPolicy;
import io.geocompliance.gateway.rules.RuleBook;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The short-lived half: everything a reload replaces, in one immutable value. A request keeps the one it began with.
 *
 * @param clients how addresses are established
 * @param proxies by the address of a listener, whose PROXY protocol header counts there; others believe those of {@code clients}
 * @param geo the compiled region table and its databases
 * @param rules what is due
 * @param notices what it says
 * @param looks how that looks, by the origin's name
 * @param headers what they say
 * @param hash names the configuration in records: SHA-256 over its files, in hex
 */
public record Snapshot(
        ForwardedChain clients,
        Map<String, TrustedProxies> proxies,
        GeoGeneration geo,
        RuleBook rules,
        Notices notices,
        Map<String, LookSettings> looks,
        HeaderPolicy headers,
        String hash) {

    private static final int RULE_SET_CHARACTERS = 16;

    public Snapshot {
        proxies = Map.copyOf(proxies);
        looks = Map.copyOf(looks);
    }

    /** How notices look on an origin's pages; as everywhere if the origin is gone from the configuration. */
    public LookSettings look(String origin) {
        return looks.getOrDefault(origin, LookSettings.DEFAULT);
    }

    /** Whether a peer's PROXY protocol header counts on a listener. */
    boolean trustsOn(FrontSettings.Listener listener, IpAddress peer) {
        TrustedProxies own = proxies.get(listener.address());
        return own == null ? clients.isTrusted(peer) : own.contains(peer);
    }

    /**
     * Where the asker is. The ways of not knowing who asks are ways of not knowing where, unless those in front say where somebody
     * is whose address they don't say.
     */
    public Place placeOf(ClientAddress asker, Told told) {
        if (asker instanceof ClientAddress.Known known) {
            IpAddress address = known.address();
            return address.isV4()
                    ? geo.table().placeOf(address.v4Bits(), told)
                    : geo.table().placeOf(address.high(), address.low(), told);
        }
        if (asker instanceof ClientAddress.Unresolved && !told.isSilent()) {
            return geo.table().placeOf(told);
        }
        return new Place.Unknown(
                asker instanceof ClientAddress.Internal ? Place.Reason.INTERNAL : Place.Reason.UNRESOLVED);
    }

    /**
     * What a peer says of the visitor's place; nothing if it is not trusted. Behind the PROXY protocol fields are the visitor's own.
     *
     * @param lines all values of the named field, one per line
     */
    public Told told(IpAddress peer, Function<String, List<String>> lines) {
        boolean counts = clients.source() != ClientSettings.Source.PROXY_PROTOCOL && clients.isTrusted(peer);
        return counts ? geo.told(lines) : Told.BY_NOBODY;
    }

    /** How records name it: the first characters of the hash, which stands whole in its {@code ruleset} line. */
    public String ruleSet() {
        return hash.substring(0, RULE_SET_CHARACTERS);
    }

    /** Whether a field of this name tells a visitor's address or place. */
    boolean isForwarding(String name) {
        if (clients.isForwarding(name)) {
            return true;
        }
        for (String listened : geo.headerNames()) {
            if (listened.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
