package io.geocompliance.gateway.config;

import io.geocompliance.gateway.client.Cidr;
import io.geocompliance.gateway.proxy.front.FrontSettings;
import io.geocompliance.gateway.proxy.front.FrontSettings.CertificateFile;
import io.geocompliance.gateway.proxy.upstream.OriginSettings;
import io.geocompliance.gateway.proxy.upstream.UpstreamSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How the sections of the wire are written: listeners, times, limits, drain. */
final class WireSections {

    /** A listener, and where its address is written. */
    record ListenerSaid(FrontSettings.Listener listener, Located<HostPort> address) {}

    /** Times of either side; operators find them in one place. */
    record TimeoutsSaid(FrontSettings.Patience front, OriginSettings.Timeouts upstream) {}

    /** Limits of either side; operators find them in one place. */
    record LimitsSaid(FrontSettings.Limits front, UpstreamSettings upstream) {}

    private static final Duration HOUR = Duration.ofHours(1);
    private static final long KIB = 1L << 10;
    private static final long GIB = 1L << 30;

    private static final Key<Path> CERTIFICATE = Key.required(
            "certificate",
            PathText.FILE,
            "The certificate chain, a PEM file, the gateway's own first. Looked at every 5 s:"
                    + " a new pair that fits and holds is used for new connections.");
    private static final Key<Path> PRIVATE_KEY =
            Key.required("key", PathText.FILE, "The certificate's private key, a PEM file (PKCS #8).");
    private static final Section<CertificateFile> CERTIFICATE_FILE = Section.of(
            "a certificate and its key, such as {certificate: tls.crt, key: tls.key}",
            List.of(CERTIFICATE, PRIVATE_KEY),
            WireSections::certificate);
    private static final Key<List<CertificateFile>> OTHER_CERTIFICATES = Key.defaulted(
            "others",
            ListOf.any("a list of certificates", CERTIFICATE_FILE),
            "[]",
            "Further certificates. Shown is the first whose names cover what the visitor asks for (SNI), else the one above.");
    private static final Section<FrontSettings.Tls> TLS = Section.of(
            "a certificate and its key, such as {certificate: tls.crt, key: tls.key}",
            List.of(CERTIFICATE, PRIVATE_KEY, OTHER_CERTIFICATES),
            fields -> new FrontSettings.Tls(
                    Stream.concat(Stream.of(certificate(fields)), fields.get(OTHER_CERTIFICATES).stream())
                            .toList()));

    private static final Key<Located<HostPort>> ADDRESS = Key.required(
            "address",
            Located.of(Scalars.HOST_PORT),
            "A literal address and a port; port 0 lets the system choose. Ports below 1024 need a privilege.");
    private static final Key<FrontSettings.Tls> LISTENER_TLS =
            Key.optional("tls", TLS, "Speak TLS (HTTP/1.1 and HTTP/2). Absent: plain HTTP/1.1.");
    private static final Key<Boolean> PROXY_PROTOCOL = Key.defaulted(
            "proxyProtocol",
            Scalar.oneOf(Map.of("off", false, "required", true)),
            "off",
            "`required`: every connection begins with a PROXY protocol header (v1 or v2), and one without is closed.");

    private static final Key<List<Located<Cidr>>> PROXIES = Key.optional(
            "trustedProxies",
            ListOf.some("a list of networks", Located.of(Scalars.CIDR)),
            "Whose PROXY protocol header counts here. Absent: client.trustedProxies. From others connections are closed.");
    private static final Key<Boolean> REDIRECT = Key.defaulted(
            "redirectTo",
            Scalar.oneOf(Map.of("off", false, "https", true)),
            "off",
            "`https`: every request gets 308 to the same address with https and without a port.");

    private static final Key<Boolean> REUSE_PORT = Key.defaulted(
            "reusePort",
            Scalar.oneOf(Map.of("off", false, "on", true)),
            "off",
            "`on`: a second process of the same user may listen here too, and takes over when this one drains (Linux).");

    static final Section<ListenerSaid> LISTENER = Section.of(
            "a listener such as {address: 0.0.0.0:8080}",
            List.of(ADDRESS, LISTENER_TLS, PROXY_PROTOCOL, PROXIES, REUSE_PORT, REDIRECT),
            fields -> {
                Located<HostPort> address = fields.get(ADDRESS);
                return new ListenerSaid(
                        new FrontSettings.Listener(
                                address.value().host(),
                                address.value().port(),
                                fields.find(LISTENER_TLS).orElse(null),
                                fields.get(PROXY_PROTOCOL),
                                fields.find(PROXIES)
                                        .map(own ->
                                                own.stream().map(Located::value).toList())
                                        .orElse(null),
                                fields.get(REUSE_PORT),
                                fields.get(REDIRECT)),
                        address);
            });

    private static final Key<Duration> REQUEST_HEAD = time(
            "requestHead",
            "10s",
            "From the start of a connection to the end of its first request's head. Beyond it 408 if a head has begun, and closed.");
    private static final Key<Duration> NEXT_REQUEST = time(
            "nextRequest",
            "75s",
            "From an answer to the end of the next request's head. Beyond it 408 if a head has begun, and closed.");
    private static final Key<Duration> REQUEST_BODY = time(
            "requestBody",
            "20s",
            "For a request's body, beside what requestBodyRate gives; the origin's slowness does not count. Beyond it 408.");
    private static final Key<Integer> REQUEST_BODY_RATE = Key.defaulted(
            "requestBodyRate",
            Scalars.byteSize(1, GIB).map(Math::toIntExact),
            "500B",
            "So many bytes of a body that have come give it one second more.");
    private static final Key<Duration> READER = time(
            "reader",
            "60s",
            "How long a visitor may take nothing of an answer that is offered. Beyond it the answer is broken off.");

    static final Section<TimeoutsSaid> TIMEOUTS = Section.of(
            "timeouts such as {connect: 2s}",
            Stream.concat(
                            Stream.<Key<?>>of(REQUEST_HEAD, NEXT_REQUEST, REQUEST_BODY, REQUEST_BODY_RATE, READER),
                            OriginSections.TIMEOUTS.stream())
                    .toList(),
            fields -> new TimeoutsSaid(
                    new FrontSettings.Patience(
                            fields.get(REQUEST_HEAD),
                            fields.get(NEXT_REQUEST),
                            fields.get(REQUEST_BODY),
                            fields.get(REQUEST_BODY_RATE),
                            fields.get(READER)),
                    OriginSections.timeouts(fields)));

    private static final Key<Integer> REQUEST_LINE = Key.defaulted(
            "requestLine",
            Scalars.byteSize(KIB, 1024 * KIB).map(Math::toIntExact),
            "8KiB",
            "The longest request line. Beyond it 414.");
    private static final Key<Integer> HEADER = Key.defaulted(
            "header",
            Scalars.byteSize(KIB, 1024 * KIB).map(Math::toIntExact),
            "32KiB",
            "All header fields together, on either side. Beyond it 431, or 502 for an origin's.");
    private static final Key<Long> BODY = Key.defaulted(
            "body",
            Scalars.byteSize(0, 1024 * GIB),
            "64MiB",
            "The largest request body, where a site says nothing else. Beyond it 413.");
    private static final Key<Integer> HEADER_FIELDS = Key.defaulted(
            "headerFields", Scalar.integer(10, 100_000), "200", "Lines of a request's header. Beyond it 431.");
    private static final Key<Integer> VISITORS = Key.defaulted(
            "connections",
            Scalar.integer(1, 10_000_000),
            "20000",
            "Visitors' connections, all listeners together; the process needs as many open files. Beyond it closed as they come.");
    private static final Key<Integer> PER_ADDRESS = Key.defaulted(
            "connectionsPerAddress",
            Scalar.integer(0, 1_000_000),
            "0",
            "Connections from one address (IPv6: one /64); 0 is no limit; trusted proxies have none. Beyond it closed as they come.");
    private static final Key<Integer> REQUESTS = Key.defaulted(
            "requestsPerConnection",
            Scalar.integer(1, 1_000_000_000),
            "1000",
            "Requests on one connection. The last answer says that it closes (Connection: close, GOAWAY).");
    private static final Key<Integer> CONNECTIONS = Key.defaulted(
            "connectionsPerServer",
            Scalar.integer(1, 65_535),
            "256",
            "Connections to one server of an origin. Beyond them requests wait.");
    private static final Key<Integer> WAITING = Key.defaulted(
            "waiting",
            Scalar.integer(0, 1_000_000),
            "1000",
            "Requests that may wait for such a connection. Beyond them 503.");

    static final Section<LimitsSaid> LIMITS = Section.of(
            "limits such as {body: 64MiB}",
            List.of(REQUEST_LINE, HEADER, HEADER_FIELDS, BODY, VISITORS, PER_ADDRESS, REQUESTS, CONNECTIONS, WAITING),
            fields -> new LimitsSaid(
                    new FrontSettings.Limits(
                            fields.get(REQUEST_LINE),
                            fields.get(HEADER),
                            fields.get(HEADER_FIELDS),
                            fields.get(BODY),
                            fields.get(VISITORS),
                            fields.get(PER_ADDRESS),
                            fields.get(REQUESTS)),
                    new UpstreamSettings(fields.get(HEADER), fields.get(CONNECTIONS), fields.get(WAITING))));

    private static final Key<Duration> DELAY = Key.defaulted(
            "delay",
            Scalars.duration(Duration.ZERO, HOUR),
            "10s",
            "From not ready to not listening, so that balancers notice. Only 0s if nothing stands in front.");
    private static final Key<Duration> GRACE = Key.defaulted(
            "grace",
            Scalars.duration(Duration.ZERO, HOUR),
            "30s",
            "For requests in flight after that. Beyond it their connections are reset.");

    static final Section<FrontSettings.Drain> DRAIN = Section.of(
            "how to stop, such as {delay: 10s, grace: 30s}",
            List.of(DELAY, GRACE),
            fields -> new FrontSettings.Drain(fields.get(DELAY), fields.get(GRACE)));

    private WireSections() {}

    private static CertificateFile certificate(Fields fields) {
        return new CertificateFile(fields.get(CERTIFICATE), fields.get(PRIVATE_KEY));
    }

    private static Key<Duration> time(String name, String standard, String meaning) {
        return Key.defaulted(name, Scalars.duration(Duration.ofMillis(1), HOUR), standard, meaning);
    }
}
