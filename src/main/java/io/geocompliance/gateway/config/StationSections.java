package io.geocompliance.gateway.config;

import io.geocompliance.gateway.client.Cidr;
import io.geocompliance.gateway.client.ClientSettings;
import io.geocompliance.gateway.client.ClientSettings.Source;
import io.geocompliance.gateway.response.ResponseSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How the sections of the other stations are written: client, answers, admin. */
final class StationSections {

    private static final Map<String, Source> WORDS = Map.of(
            "peer", Source.PEER,
            "x-forwarded-for", Source.X_FORWARDED_FOR,
            "forwarded", Source.FORWARDED,
            "proxy-protocol", Source.PROXY_PROTOCOL);
    private static final Set<String> CHAINS = Set.of("x-forwarded-for", "forwarded");
    private static final String HEADER_PATTERN = "header [A-Za-z0-9!#$%&'*+.^_`|~-]+";

    /** Where the address is taken from; {@code header} only with {@link Source#HEADER}. */
    private record SourceSaid(Source source, Optional<String> header) {}

    private static final Key<SourceSaid> SOURCE = Key.defaulted(
            "source",
            new Scalar<>(
                    "peer, x-forwarded-for, forwarded, proxy-protocol, or header and its name as in \"header"
                            + " X-Real-IP\"",
                    Map.of(
                            "type",
                            "string",
                            "pattern",
                            "^(?:peer|x-forwarded-for|forwarded|proxy-protocol|" + HEADER_PATTERN + ")$"),
                    StationSections::source),
            "x-forwarded-for",
            "The one place the visitor's address is taken from, never \"the first that is there\": a visitor can send"
                    + " the header that your proxy does not set.");
    private static final Key<List<Located<Cidr>>> TRUSTED = Key.defaulted(
            "trustedProxies",
            ListOf.any("a list of networks", Located.of(Scalars.CIDR)),
            "[127.0.0.0/8, \"::1/128\"]",
            "Peers whose word counts. Private networks are not implied. From anybody else every forwarding header is"
                    + " deleted.");
    private static final Key<List<Located<Cidr>>> NAT64 = Key.defaulted(
            "nat64Prefixes",
            ListOf.any("a list of /96 networks", Located.of(Scalars.CIDR)),
            "[]",
            "/96 networks, beside 64:ff9b::/96, whose last 32 bits are an IPv4 address.");

    static final Section<ClientSettings> CLIENT =
            Section.of("how the visitor's address is established", List.of(SOURCE, TRUSTED, NAT64), fields -> {
                SourceSaid source = fields.get(SOURCE);
                for (Located<Cidr> proxies : fields.get(TRUSTED)) {
                    if (proxies.value().prefixLength() == 0) {
                        fields.reading()
                                .problems()
                                .error(
                                        proxies.position(),
                                        "this trusts everybody, so each visitor could choose an address; name your"
                                                + " proxies.");
                    }
                }
                for (Located<Cidr> prefix : fields.get(NAT64)) {
                    // No IPv4 network has so long a prefix.
                    if (prefix.value().prefixLength() != 96) {
                        fields.reading()
                                .problems()
                                .error(prefix.position(), "a NAT64 prefix is an IPv6 network of 96 bits (RFC 6052).");
                    }
                }
                return new ClientSettings(
                        source.source(),
                        source.header().orElse(null),
                        values(fields.get(TRUSTED)),
                        values(fields.get(NAT64)));
            });

    private static final Key<ResponseSettings.NoTransform> NO_TRANSFORM = Key.defaulted(
            "noTransform",
            Scalar.oneOf(Map.of(
                    "inject", ResponseSettings.NoTransform.INJECT,
                    "skip", ResponseSettings.NoTransform.SKIP,
                    "refuse", ResponseSettings.NoTransform.REFUSE)),
            "inject",
            "Where a notice is due and the page says `Cache-Control: no-transform`, which binds proxies, not a site's"
                    + " own gateway (RFC 9110 7.7): `inject` all the same, `skip` the notice but for its link, or `refuse`"
                    + " the page with 503 and the notice.");
    private static final Key<ResponseSettings.Uninjectable> UNINJECTABLE = Key.defaulted(
            "uninjectable",
            Scalar.oneOf(
                    Map.of("pass", ResponseSettings.Uninjectable.PASS, "refuse", ResponseSettings.Uninjectable.REFUSE)),
            "pass",
            "Where a notice is due and the page's encoding or coding can't carry it: `pass` the page with a link to"
                    + " the notice, or `refuse` it with 503 and the notice.");
    private static final Key<ResponseSettings.Gzip> GZIP = Key.defaulted(
            "gzip",
            Scalar.oneOf(Map.of(
                    "splice", ResponseSettings.Gzip.SPLICE,
                    "follow", ResponseSettings.Gzip.FOLLOW,
                    "recode", ResponseSettings.Gzip.RECODE)),
            "splice",
            "How the notice goes into a page that comes in gzip: `splice` patches the compressed page and decodes no"
                    + " more of it than needed, to the end only for an origin's first pages and now and then after;"
                    + " `follow` decodes every page to its end, to know that it is sound; `recode` decodes and compresses"
                    + " it again, for about twenty times the processor time.");
    private static final Key<Boolean> VARY_ON_HEADER = Key.defaulted(
            "cache",
            Scalar.oneOf(Map.of("private", false, "vary-on-header", true)),
            "private",
            "Who may keep what differs by place: `private` is the reader's own browser, which asks each time."
                    + " `vary-on-header` is for CDNs that put all of Vary into the key: what the page says of caching"
                    + " stays, and Vary names the fields of `geo.headers`, which must be all that places a visitor.");
    private static final Key<Boolean> SURROGATE_CONTROL = Key.defaulted(
            "surrogateControl",
            Scalar.oneOf(Map.of("remove", false, "no-store", true)),
            "remove",
            "`no-store` where a cache in front obeys Surrogate-Control alone (Fastly).");
    private static final Key<Boolean> ALT_SVC = Key.defaulted(
            "altSvc",
            Scalar.oneOf(Map.of("remove", false, "keep", true)),
            "remove",
            "The origin's Alt-Svc: `keep` only if it leads back to this gateway, for else visitors go round it.");

    /**
     * What it says.
     *
     * @param varyOnHeader where caches are to tell places apart by what is told in front
     */
    record ResponseSaid(ResponseSettings settings, Optional<Position> varyOnHeader) {

        ResponseSettings varyingOn(List<String> headers) {
            return varyOnHeader.isEmpty()
                    ? settings
                    : new ResponseSettings(
                            settings.noTransform(),
                            settings.uninjectable(),
                            settings.gzip(),
                            settings.surrogateControl(),
                            settings.altSvc(),
                            headers);
        }
    }

    static final Section<ResponseSaid> RESPONSE = Section.of(
            "how answers are treated",
            List.of(NO_TRANSFORM, UNINJECTABLE, GZIP, VARY_ON_HEADER, SURROGATE_CONTROL, ALT_SVC),
            fields -> new ResponseSaid(
                    new ResponseSettings(
                            fields.get(NO_TRANSFORM),
                            fields.get(UNINJECTABLE),
                            fields.get(GZIP),
                            fields.get(SURROGATE_CONTROL),
                            fields.get(ALT_SVC),
                            List.of()),
                    fields.get(VARY_ON_HEADER) ? Optional.of(fields.position(VARY_ON_HEADER)) : Optional.empty()));

    /** The admin settings, and their address as one value. */
    record AdminSaid(AdminSettings settings, HostPort address) {}

    private static final Key<HostPort> ADMIN_ADDRESS = Key.defaulted(
            "address",
            Scalars.HOST_PORT,
            "127.0.0.1:9901",
            "A literal address and a port for health, metrics and explanations. Only a loopback address does without a"
                    + " token.");
    private static final Key<Secret> TOKEN = Key.optional(
            "token",
            new SecretText(),
            "What a request must bear, best from the environment: `${GEOGATE_ADMIN_TOKEN}`. Absent: nothing, on a"
                    + " loopback address.");

    static final Section<AdminSaid> ADMIN =
            Section.of("where operators look", List.of(ADMIN_ADDRESS, TOKEN), fields -> {
                HostPort address = fields.get(ADMIN_ADDRESS);
                Optional<Secret> token = fields.find(TOKEN);
                if (!address.isLoopback() && !fields.mapping().entries().containsKey(TOKEN.name())) {
                    fields.error(
                            ADMIN_ADDRESS,
                            "this admin address can be reached from other machines; add a token, or use 127.0.0.1.");
                }
                return new AdminSaid(new AdminSettings(address.host(), address.port(), token.orElse(null)), address);
            });

    private static final Scalar<Duration> POLL_TIME = Scalars.duration(Duration.ofMillis(10), Duration.ofHours(1));
    private static final Key<Optional<Duration>> POLL = Key.defaulted(
            "poll",
            new Scalar<>(
                    POLL_TIME.expected() + ", or off",
                    Map.of("type", "string", "pattern", "^(?:off|" + TimeSpan.PATTERN + ")$"),
                    text -> text.equals("off")
                            ? Optional.of(Optional.empty())
                            : POLL_TIME.parse().apply(text).map(Optional::of)),
            "3s",
            "How often every file is looked at, databases and notices too. A change goes into force once it has been"
                    + " still for one round, if all of it is good; else what was in force stays. `off`: only when told"
                    + " to.");

    static final Section<ReloadSettings> RELOAD =
            Section.of("when the files are read again", List.of(POLL), fields -> new ReloadSettings(fields.get(POLL)));

    private StationSections() {}

    private static Optional<SourceSaid> source(String text) {
        if (!text.matches(HEADER_PATTERN)) {
            return Optional.ofNullable(WORDS.get(text)).map(source -> new SourceSaid(source, Optional.empty()));
        }
        String header = text.substring("header ".length());
        if (CHAINS.contains(header.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "\"%s\" takes one address from one field line; %s is a chain: write \"source: %s\"."
                            .formatted(text, header, header.toLowerCase(Locale.ROOT)));
        }
        return Optional.of(new SourceSaid(Source.HEADER, Optional.of(header)));
    }

    private static <T> List<T> values(List<Located<T>> located) {
        return located.stream().map(Located::value).toList();
    }
}
