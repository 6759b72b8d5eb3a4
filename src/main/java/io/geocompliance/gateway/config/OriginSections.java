package io.geocompliance.gateway.config;

import io.geocompliance.gateway.notice.LookSettings;
import io.geocompliance.gateway.proxy.upstream.OriginSettings;
import io.geocompliance.gateway.proxy.upstream.OriginSettings.Health;
import io.geocompliance.gateway.proxy.upstream.OriginSettings.Timeouts;
import io.geocompliance.gateway.proxy.upstream.OriginSettings.Tls;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How the sections of the way to the origins are written: origins with what is theirs, and the timeouts they share. */
final class OriginSections {

    /**
     * An origin, and where it writes what must not be said twice.
     *
     * @param look of notices on its pages
     * @param settings once it is known what holds for all origins
     */
    record OriginSaid(
            Completion settings, Optional<Located<String>> name, List<Located<String>> hosts, LookSettings look) {}

    /** Fills in what an origin leaves open. */
    interface Completion {
        /** @param place in the list of origins, from 0 */
        OriginSettings complete(int place, Timeouts shared);
    }

    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private static final String CONNECT_MEANING =
            "To reach an origin's server. Beyond it another server is tried, else 504.";
    private static final String RESPONSE_HEAD_MEANING =
            "Of one try: from the end of the request to the head of the answer. Beyond it 504.";
    private static final String TOTAL_MEANING =
            "To the head of the answer, with waiting for a connection and a second try, but without the time of an upload."
                    + " Beyond it 504. Absent: twice `responseHead`.";
    private static final String IDLE_MEANING = "Between two chunks of an answer. Beyond it the connection is closed.";
    private static final String KEEP_ALIVE_MEANING =
            "How long an unused connection to an origin is kept, in whole seconds; it must be less than the origin keeps it."
                    + " Then it is closed.";

    private static final Key<Duration> CONNECT = Key.defaulted("connect", time(), "2s", CONNECT_MEANING);
    private static final Key<Duration> RESPONSE_HEAD =
            Key.defaulted("responseHead", time(), "30s", RESPONSE_HEAD_MEANING);
    private static final Key<Duration> TOTAL = Key.optional("total", time(), TOTAL_MEANING);
    private static final Key<Duration> IDLE = Key.defaulted("idle", time(), "60s", IDLE_MEANING);
    private static final Key<Duration> KEEP_ALIVE = Key.defaulted("keepAlive", time(), "4s", KEEP_ALIVE_MEANING);

    /** What says how long origins may take that say nothing else; {@link #timeouts} reads it. */
    static final List<Key<?>> TIMEOUTS = List.of(CONNECT, RESPONSE_HEAD, TOTAL, IDLE, KEEP_ALIVE);

    private static final Key<Duration> OWN_CONNECT = Key.optional("connect", time(), CONNECT_MEANING);
    private static final Key<Duration> OWN_RESPONSE_HEAD = Key.optional("responseHead", time(), RESPONSE_HEAD_MEANING);
    private static final Key<Duration> OWN_IDLE = Key.optional("idle", time(), IDLE_MEANING);
    private static final Key<Duration> OWN_KEEP_ALIVE = Key.optional("keepAlive", time(), KEEP_ALIVE_MEANING);

    private static final Key<Fields> OWN_TIMEOUTS = Key.optional(
            "timeouts",
            Section.of(
                    "timeouts such as {responseHead: 2m}",
                    List.of(OWN_CONNECT, OWN_RESPONSE_HEAD, TOTAL, OWN_IDLE, OWN_KEEP_ALIVE),
                    fields -> fields),
            "Timeouts of this origin alone. Absent: the shared ones, each for itself.");

    private static final Key<String> CHECK_PATH = Key.optional(
            "path",
            Scalars.ORIGIN_PATH,
            "What to ask each server for; 200 to 399 is good. 3 bad answers in a row take it out, 2 good ones bring it in. Absent: no"
                    + " active checks.");
    private static final Key<Duration> CHECK_INTERVAL =
            Key.defaulted("interval", time(), "5s", "Between two checks, give or take a fifth.");
    private static final Key<Duration> CHECK_TIMEOUT =
            Key.defaulted("timeout", time(), "1s", "Of one check. Beyond it the answer is a bad one.");
    private static final Key<Duration> EJECTION = Key.defaulted(
            "ejection",
            time(),
            "30s",
            "How long a server that failed 5 requests in a row is left alone, the nth time n times as long, at most 10 times; never more"
                    + " than half of the servers at once.");
    private static final Key<Health> HEALTH = Key.defaulted(
            "health",
            Section.of(
                    "health checks such as {path: /health}",
                    List.of(CHECK_PATH, CHECK_INTERVAL, CHECK_TIMEOUT, EJECTION),
                    fields -> new Health(
                            fields.find(CHECK_PATH).orElse(null),
                            fields.get(CHECK_INTERVAL),
                            fields.get(CHECK_TIMEOUT),
                            fields.get(EJECTION))),
            "{}",
            "When a server gets no requests. If fewer than half of an origin's servers are left, all are used.");

    private static final Key<Path> CA = Key.optional(
            "ca",
            PathText.CERTIFICATES,
            "The authorities to believe, a PEM file. Absent: those of the Java platform. Certificates are always checked.");
    private static final Key<String> CERTIFIED_NAME = Key.optional(
            "name", Scalars.SERVER_NAME, "The name in the certificate, sent as SNI too. Absent: the URL's host.");
    private static final Key<Tls> TLS = Key.defaulted(
            "tls",
            Section.of(
                    "whom to believe, such as {ca: internal-ca.pem}",
                    List.of(CA, CERTIFIED_NAME),
                    fields -> new Tls(
                            fields.find(CA).orElse(null),
                            fields.find(CERTIFIED_NAME).orElse(null))),
            "{}",
            "How certificates of https servers are checked.");

    private static final Key<Located<String>> NAME = Key.optional(
            "name",
            Located.of(Scalars.NAME),
            "What metrics and logs call the origin. Absent: its place in the list, from 0.");
    private static final Key<List<Located<String>>> HOSTS = Key.defaulted(
            "hosts",
            ListOf.some("a list of host names", Located.of(Scalars.HOST_PATTERN)),
            "[\"*\"]",
            "Host names this origin answers for, without port; `\"*.news.example\"` is every name below, `\"*\"` is any.");
    private static final Key<List<URI>> URLS = Key.required(
            "urls",
            ListOf.some("a list of URLs", Scalars.ORIGIN),
            "Its servers: scheme, host and port. Several share the load, and so do all addresses of a name, which are looked up every"
                    + " 30 s. `demo:` is the built-in news page.");
    private static final Key<String> SENT_HOST =
            Key.optional("host", Scalars.AUTHORITY, "What is sent as Host. Absent: what the visitor sent.");
    private static final Key<Long> BODY = Key.optional(
            "body",
            Scalars.byteSize(0, 1L << 40),
            "The largest request body for this site. Absent: limits.body. Beyond it 413.");
    private static final Key<Boolean> VIA = Key.defaulted(
            "via",
            Scalar.oneOf(Map.of("on", true, "off", false)),
            "on",
            "Whether requests say in Via that they came through here; a loop is answered 508. nginx does not compress for requests with"
                    + " Via unless it has `gzip_proxied any`: set that, or `off` here.");
    private static final Key<Boolean> SCRIPT_FETCH = Key.defaulted(
            "scriptFetch",
            Scalar.oneOf(Map.of("skip", false, "inject", true)),
            "skip",
            "Whether HTML that scripts fetch gets the notice: `inject` for sites that swap whole pages by script (Turbo, pjax).");

    static final Section<OriginSaid> ORIGIN = Section.of(
            "an origin such as {urls: [http://127.0.0.1:3000]}",
            Stream.concat(
                            Stream.of(NAME, HOSTS, URLS, SENT_HOST, BODY, VIA, SCRIPT_FETCH, OWN_TIMEOUTS, HEALTH, TLS),
                            LookSections.KEYS.stream())
                    .toList(),
            fields -> new OriginSaid(
                    (place, shared) -> settings(fields, place, shared),
                    fields.find(NAME),
                    fields.get(HOSTS),
                    LookSections.look(fields)));

    private OriginSections() {}

    /** What holds for origins that say nothing else. */
    static Timeouts timeouts(Fields shared) {
        return new Timeouts(
                shared.get(CONNECT),
                shared.get(RESPONSE_HEAD),
                shared.find(TOTAL).orElse(shared.get(RESPONSE_HEAD).multipliedBy(2)),
                shared.get(IDLE),
                shared.get(KEEP_ALIVE));
    }

    private static OriginSettings settings(Fields fields, int place, Timeouts shared) {
        return new OriginSettings(
                fields.find(NAME).map(Located::value).orElse(Integer.toString(place)),
                fields.get(HOSTS).stream().map(Located::value).toList(),
                fields.get(URLS),
                fields.find(SENT_HOST).orElse(null),
                fields.find(BODY).orElse(null),
                fields.get(VIA),
                fields.get(SCRIPT_FETCH),
                fields.find(OWN_TIMEOUTS).map(own -> timeouts(own, shared)).orElse(shared),
                fields.get(HEALTH),
                fields.get(TLS));
    }

    private static Timeouts timeouts(Fields own, Timeouts shared) {
        Optional<Duration> head = own.find(OWN_RESPONSE_HEAD);
        return new Timeouts(
                own.find(OWN_CONNECT).orElse(shared.connect()),
                head.orElse(shared.responseHead()),
                own.find(TOTAL).orElse(head.map(each -> each.multipliedBy(2)).orElse(shared.total())),
                own.find(OWN_IDLE).orElse(shared.idle()),
                own.find(OWN_KEEP_ALIVE).orElse(shared.keepAlive()));
    }

    private static Scalar<Duration> time() {
        return Scalars.duration(MILLISECOND, HOUR);
    }
}
