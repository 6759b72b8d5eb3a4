package io.geocompliance.gateway.proxy.front;

import io.geocompliance.gateway.proxy.front.FrontSettings.Listener;
import io.geocompliance.gateway.proxy.front.FrontSettings.Tls;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.InstantSource;
import java.util.Optional;

/** One listener, as all event loops have it in common: what it shows of itself. Thread-safe. */
final class Entrance {

    private final Listener listener;
    private final HttpServerOptions options;
    private final Optional<CertificateWatch> certificates;

    /**
     * Reads its certificates.
     *
     * @throws IllegalArgumentException with a sentence for the operator if they can't be used
     */
    Entrance(Listener listener, FrontSettings.Limits limits, Surroundings surroundings) {
        this.listener = listener;
        this.certificates = Optional.ofNullable(listener.tls()).map(tls -> watch(tls, surroundings));
        this.options = EngineOptions.of(
                listener, limits, certificates.map(CertificateWatch::first).orElse(null));
    }

    /** What every entrance needs. */
    record Surroundings(Vertx vertx, InstantSource clock, FrontCounters counters) {}

    private CertificateWatch watch(Tls tls, Surroundings surroundings) {
        try {
            CertificateFiles files = new CertificateFiles(tls, surroundings.clock(), surroundings.vertx());
            return new CertificateWatch(listener, files, surroundings.counters());
        } catch (CertificateFiles.Unusable e) {
            throw new IllegalArgumentException("a certificate can't be used: " + e.getMessage() + ".", e);
        }
    }

    Listener listener() {
        return listener;
    }

    /** What the engine is told. */
    HttpServerOptions options() {
        return options;
    }

    /** Looks for new certificates from now on. */
    void watch(HttpServer server, Vertx vertx) {
        certificates.ifPresent(watch -> watch.watch(server, options.getSslOptions(), vertx));
    }
}
