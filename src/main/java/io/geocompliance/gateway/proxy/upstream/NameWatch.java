package io.geocompliance.gateway.proxy.upstream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the names of one site's servers resolve to, looked up aside and again and again. A name that can't be resolved keeps the
 * addresses it had. Lives on one event loop; the look-up itself runs on a worker.
 */
final class NameWatch {

    /** Between two look-ups, and where a name has no address yet. */
    static final Duration INTERVAL = Duration.ofSeconds(30);

    static final Duration WHILE_UNKNOWN = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(NameWatch.class);

    private final Vertx vertx;
    private final Site site;
    private final Resolver resolver;

    /** By URL, in their order; empty for one that was never resolved. */
    private final Map<URI, List<String>> known = new LinkedHashMap<>();

    private boolean failing;

    NameWatch(Vertx vertx, Site site, Resolver resolver) {
        this.vertx = vertx;
        this.site = site;
        this.resolver = resolver;
        site.origin().urls().forEach(url -> known.put(url, List.of()));
    }

    /** Looks up once and goes on looking; completes, without failing, after the first time. */
    Future<Void> start() {
        return look().onComplete(looked -> vertx.setTimer(pause().toMillis(), again -> start()));
    }

    private Duration pause() {
        return known.containsValue(List.<String>of()) ? WHILE_UNKNOWN : INTERVAL;
    }

    Future<Void> look() {
        return vertx.executeBlocking(this::resolveAll, false).map(this::take);
    }

    private Map<URI, Optional<List<String>>> resolveAll() {
        Map<URI, Optional<List<String>>> found = new LinkedHashMap<>();
        for (URI url : site.origin().urls()) {
            Optional<List<String>> addresses;
            try {
                addresses = Optional.of(resolver.resolve(Upstream.hostOf(url)));
            } catch (UnknownHostException e) {
                addresses = Optional.empty();
            }
            found.put(url, addresses);
        }
        return found;
    }

    private Void take(Map<URI, Optional<List<String>>> found) {
        found.forEach((url, addresses) -> addresses.ifPresent(some -> known.put(url, some)));
        site.servers()
                .replace(known.entrySet().stream()
                        .flatMap(entry ->
                                entry.getValue().stream().map(address -> new Endpoint(entry.getKey(), address)))
                        .toList());
        report(found.values().stream().anyMatch(Optional::isEmpty));
        return null;
    }

    /** Once when it begins and once when it is over: the look-ups in between say nothing new. */
    private void report(boolean fails) {
        if (fails && !failing) {
            LOG.warn(
                    "Origin {}: a server's name can't be resolved; {}.",
                    site.origin().name(),
                    site.known() == 0
                            ? "no address is known, its visitors get 503"
                            : "the addresses known before stay");
        } else if (failing && !fails) {
            LOG.info(
                    "Origin {}: all names of servers can be resolved again.",
                    site.origin().name());
        }
        failing = fails;
    }
}
