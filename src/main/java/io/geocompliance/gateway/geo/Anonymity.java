package io.geocompliance.gateway.geo;

/** Ways in which an address may hide who is behind it, as GeoIP2 Anonymous IP files tell them. */
public enum Anonymity {
    /** Any of the ways below, or one the file does not name. */
    ANONYMOUS("is_anonymous", "any"),
    /** An anonymising VPN. */
    VPN("is_anonymous_vpn", "vpn"),
    /** A hosting provider: a server rather than a person, or a person's tunnel through one. */
    HOSTING("is_hosting_provider", "hosting"),
    /** An open proxy. */
    PUBLIC_PROXY("is_public_proxy", "public-proxy"),
    /** A proxy on somebody's home line. */
    RESIDENTIAL_PROXY("is_residential_proxy", "residential-proxy"),
    /** A Tor exit. */
    TOR("is_tor_exit_node", "tor");

    /** The flag's name in a record. */
    final String field;

    private final String word;

    Anonymity(String field, String word) {
        this.field = field;
        this.word = word;
    }

    /** How operators write it. */
    public String word() {
        return word;
    }
}
