package io.geocompliance.gateway.config;

import io.geocompliance.gateway.audit.AuditSettings;
import io.geocompliance.gateway.client.ClientSettings;
import io.geocompliance.gateway.geo.GeoSettings;
import io.geocompliance.gateway.notice.LookSettings;
import io.geocompliance.gateway.proxy.ProxySettings;
import io.geocompliance.gateway.proxy.front.FrontSettings;
import io.geocompliance.gateway.proxy.upstream.OriginSettings;
import io.geocompliance.gateway.response.ResponseSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** How gateway.yaml is written. */
final class GatewayFile {

    /**
     * What it says.
     *
     * @param looks of notices, by origin
     * @param geo its files of networks are not read yet
     */
    record Said(
            ProxySettings proxy,
            Map<String, LookSettings> looks,
            ClientSettings client,
            ResponseSettings response,
            GeoSections.Said geo,
            AuditSettings audit,
            AdminSettings admin,
            ReloadSettings reload) {}

    static final Key<List<WireSections.ListenerSaid>> LISTEN = Key.defaulted(
            "listen",
            ListOf.some("a list of listeners", WireSections.LISTENER),
            "[{address: 0.0.0.0:8080}]",
            "Where visitors connect.");
    static final Key<List<OriginSections.OriginSaid>> ORIGINS = Key.required(
            "origins",
            ListOf.some("a list of origins", OriginSections.ORIGIN),
            "The sites behind. A host name belongs to the one that says it, else to the one with the longest `*.` that"
                    + " covers it, else to `\"*\"`; where none does, 421.");
    private static final Key<ClientSettings> CLIENT =
            Key.defaulted("client", StationSections.CLIENT, "{}", "How the visitor's address is established.");
    private static final Key<GeoSections.Said> GEO =
            Key.defaulted("geo", GeoSections.GEO, "{}", "What places an address.");
    static final Key<Path> RULES =
            Key.optional("rules", PathText.FILE, "The rules, a file as described below. Absent: the embedded ones.");
    static final Key<Path> NOTICES = Key.optional(
            "notices",
            PathText.DIRECTORY,
            "The notices, a directory with one directory for each. Absent: the embedded ones.");
    private static final Key<WireSections.TimeoutsSaid> TIMEOUTS =
            Key.defaulted("timeouts", WireSections.TIMEOUTS, "{}", "How long each step may take, on either side.");
    private static final Key<WireSections.LimitsSaid> LIMITS = Key.defaulted(
            "limits",
            WireSections.LIMITS,
            "{}",
            "What visitors may ask for, and how much goes to the origins at a time.");
    private static final Key<FrontSettings.Drain> DRAIN =
            Key.defaulted("drain", WireSections.DRAIN, "{}", "How the gateway stops.");
    private static final Key<StationSections.ResponseSaid> RESPONSE =
            Key.defaulted("response", StationSections.RESPONSE, "{}", "How answers are treated where rules could act.");
    private static final Key<AuditSettings> AUDIT =
            Key.defaulted("audit", AuditSection.SECTION, "{}", "Where and how decisions are recorded.");
    private static final Key<StationSections.AdminSaid> ADMIN =
            Key.defaulted("admin", StationSections.ADMIN, "{}", "Where operators look.");

    private static final Key<ReloadSettings> RELOAD = Key.defaulted(
            "reload",
            StationSections.RELOAD,
            "{}",
            "When the files are read again, beside SIGHUP and `POST /-/reload` on the admin port.");

    /** The whole file. */
    static final Section<Said> FILE = Section.of(
            "the gateway's settings",
            List.of(
                    LISTEN, ORIGINS, CLIENT, GEO, RULES, NOTICES, TIMEOUTS, LIMITS, DRAIN, RESPONSE, AUDIT, ADMIN,
                    RELOAD),
            GatewayFile::build);

    private GatewayFile() {}

    private static Said build(Fields fields) {
        List<WireSections.ListenerSaid> listeners = fields.get(LISTEN);
        StationSections.AdminSaid admin = fields.get(ADMIN);
        checkSockets(listeners, admin, fields);
        checkProxyProtocol(listeners, fields);
        listeners.forEach(listener -> checkListener(listener, fields.reading().problems()));
        checkHosts(fields.get(ORIGINS), fields.reading().problems());
        checkNetworkNames(fields.get(GEO), fields.reading().problems());
        checkHeaders(fields);
        List<OriginSettings> origins = origins(fields);
        return new Said(
                new ProxySettings(
                        new FrontSettings(
                                listeners.stream()
                                        .map(WireSections.ListenerSaid::listener)
                                        .toList(),
                                fields.get(LIMITS).front(),
                                fields.get(TIMEOUTS).front(),
                                fields.get(DRAIN)),
                        origins,
                        fields.get(LIMITS).upstream()),
                looks(origins, fields.get(ORIGINS)),
                fields.get(CLIENT),
                fields.get(RESPONSE).varyingOn(headers(fields)),
                fields.get(GEO),
                fields.get(AUDIT),
                admin.settings(),
                fields.get(RELOAD));
    }

    private static void checkSockets(
            List<WireSections.ListenerSaid> listeners, StationSections.AdminSaid admin, Fields fields) {
        List<Located<HostPort>> bound = new ArrayList<>();
        for (WireSections.ListenerSaid listener : listeners) {
            for (Located<HostPort> other : bound) {
                if (other.value().clashesWith(listener.address().value())) {
                    fields.reading()
                            .problems()
                            .error(
                                    listener.address().position(),
                                    "another listener has this address and port already: " + other.position() + ".");
                }
            }
            if (listener.address().value().clashesWith(admin.address())) {
                fields.error(ADMIN, "the admin address is a listener's too; visitors must not reach it.");
            }
            bound.add(listener.address());
        }
    }

    private static void checkProxyProtocol(List<WireSections.ListenerSaid> listeners, Fields fields) {
        boolean wanted = fields.get(CLIENT).source() == ClientSettings.Source.PROXY_PROTOCOL;
        for (WireSections.ListenerSaid said : listeners) {
            boolean required = said.listener().proxyProtocol();
            if (wanted && !required) {
                fields.reading()
                        .problems()
                        .error(
                                said.address().position(),
                                "client.source is proxy-protocol, but this listener does not require it; add"
                                        + " proxyProtocol: required.");
            } else if (required && !wanted) {
                fields.reading()
                        .problems()
                        .warning(
                                said.address().position(),
                                "this listener requires the PROXY protocol, but client.source takes the visitor's"
                                        + " address from elsewhere; what the protocol says is not used.");
            }
        }
    }

    private static void checkListener(WireSections.ListenerSaid said, Problems problems) {
        FrontSettings.Listener listener = said.listener();
        if (listener.trustedProxies() != null && !listener.proxyProtocol()) {
            problems.error(
                    said.address().position(),
                    "this listener has trustedProxies of its own, but does not require the PROXY protocol.");
        }
        if (listener.redirectsToHttps() && listener.tls() != null) {
            problems.error(said.address().position(), "this listener speaks TLS, yet redirects to https: a loop.");
        }
    }

    private static List<OriginSettings> origins(Fields fields) {
        List<OriginSections.OriginSaid> said = fields.get(ORIGINS);
        List<OriginSettings> origins = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (OriginSections.OriginSaid each : said) {
            OriginSettings origin = each.settings()
                    .complete(origins.size(), fields.get(TIMEOUTS).upstream());
            if (!names.add(origin.name())) {
                Position where = each.name()
                        .map(Located::position)
                        .orElse(each.hosts().get(0).position());
                fields.reading().problems().error(where, "another origin is called \"" + origin.name() + "\" already.");
            }
            origins.add(origin);
        }
        return origins;
    }

    private static Map<String, LookSettings> looks(List<OriginSettings> origins, List<OriginSections.OriginSaid> said) {
        Map<String, LookSettings> looks = new HashMap<>();
        for (int i = 0; i < origins.size(); i++) {
            looks.put(origins.get(i).name(), said.get(i).look());
        }
        return looks;
    }

    /** Regions ask for geofeeds and lists by name alone. */
    private static void checkNetworkNames(GeoSections.Said geo, Problems problems) {
        Map<String, Position> seen = new HashMap<>();
        Stream.concat(
                        geo.geofeeds().stream().map(GeoSections.FeedSaid::name),
                        geo.networkLists().stream().map(GeoSections.ListSaid::name))
                .forEach(name -> {
                    Position before = seen.putIfAbsent(name.value(), name.position());
                    if (before != null) {
                        problems.error(
                                name.position(),
                                "the name \"" + name.value() + "\" is another geofeed's or list's: " + before + ".");
                    }
                });
    }

    private static List<String> headers(Fields fields) {
        return fields.get(GEO).headers().map(said -> said.value().names()).orElse(List.of());
    }

    /** Fields count where somebody writes them who is trusted, and caches may go by them where nothing else counts. */
    private static void checkHeaders(Fields fields) {
        GeoSections.Said geo = fields.get(GEO);
        ClientSettings.Source source = fields.get(CLIENT).source();
        boolean nobodyInFront = source == ClientSettings.Source.PEER || source == ClientSettings.Source.PROXY_PROTOCOL;
        geo.headers()
                .filter(said -> nobodyInFront)
                .ifPresent(said -> fields.reading()
                        .problems()
                        .error(
                                said.position(),
                                "by client.source the fields of a request are the visitor's own, so they can't"
                                        + " say where; name the field in which your CDN says who, or leave"
                                        + " geo.headers out."));
        boolean otherVoices = geo.databases().filter(List::isEmpty).isEmpty()
                || geo.geofeeds().stream().anyMatch(feed -> feed.use() == GeoSettings.Use.VOTE);
        fields.get(RESPONSE)
                .varyOnHeader()
                .filter(said -> geo.headers().isEmpty() || otherVoices)
                .ifPresent(where -> fields.reading()
                        .problems()
                        .error(
                                where,
                                "vary-on-header is sound only where nothing but geo.headers places a visitor, or"
                                        + " caches would keep one place's page for another; add geo: {databases: [],"
                                        + " headers: ...} without geofeeds that vote, or say private."));
    }

    private static void checkHosts(List<OriginSections.OriginSaid> origins, Problems problems) {
        Map<String, Position> seen = new HashMap<>();
        for (OriginSections.OriginSaid origin : origins) {
            for (Located<String> host : origin.hosts()) {
                Position before = seen.putIfAbsent(host.value(), host.position());
                if (before != null) {
                    problems.error(
                            host.position(), "the host \"" + host.value() + "\" is named already: " + before + ".");
                }
            }
        }
    }
}
