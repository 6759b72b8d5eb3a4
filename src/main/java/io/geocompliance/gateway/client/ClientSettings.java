package io.geocompliance.gateway.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the visitor's address is established.
 *
 * @param source the one place it is taken from; default {@link Source#X_FORWARDED_FOR}
 * @param header the field name when {@code source} is {@link Source#HEADER}, else null
 * @param trustedProxies peers whose word counts; default loopback only, private networks are not implied
 * @param nat64Prefixes /96 prefixes, beside 64:ff9b::/96, whose last 32 bits are an IPv4 address; default none
 */
public record ClientSettings(
        Source source, @Nullable String header, List<Cidr> trustedProxies, List<Cidr> nat64Prefixes) {

    public ClientSettings {
        trustedProxies = List.copyOf(trustedProxies);
        nat64Prefixes = List.copyOf(nat64Prefixes);
    }

    /** Where the address is taken from: exactly one, never "the first that is there". */
    public enum Source {
        /** The TCP peer itself. */
        PEER,
        /** X-Forwarded-For, from the right, past trusted proxies. */
        X_FORWARDED_FOR,
        /** Forwarded (RFC 7239), from the right, past trusted proxies. */
        FORWARDED,
        /** One named single-value header of a trusted peer. */
        HEADER,
        /** The PROXY protocol header of a trusted peer, on listeners that require it. */
        PROXY_PROTOCOL
    }
}
