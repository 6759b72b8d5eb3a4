package io.geocompliance.gateway.proxy.front;

import io.geocompliance.gateway.proxy.front.FrontSettings.Listener;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener's certificates: those of the start, and those that come in their place while it serves. What can't be used leaves what is
 * in use alone; it is counted, and said once. New handshakes get the new ones, open connections go on.
 */
final class CertificateWatch {

    /** Short beside any certificate's life, long beside the reading of a file. */
    private static final long LOOK_MILLIS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    private final String listener;
    private final CertificateFiles files;
    private final FrontCounters counters;
    private final Certificates first;

    /** Reads the files; fails where they can't be used. */
    CertificateWatch(Listener listener, CertificateFiles files, FrontCounters counters)
            throws CertificateFiles.Unusable {
        this.listener = listener.host() + ":" + listener.port();
        this.files = files;
        this.counters = counters;
        this.first = files.first();
        counters.certificatesEnd(this.listener, first.end());
    }

    /** What the listener shows when it opens. */
    KeyCertOptions first() {
        return KeyCertOptions.wrap(first);
    }

    /** Looks from now on, for as long as the engine lives. */
    void watch(HttpServer server, ServerSSLOptions options, Vertx vertx) {
        vertx.setPeriodic(
                LOOK_MILLIS,
                timer -> vertx.executeBlocking(this::look, true)
                        .onSuccess(found -> found.ifPresent(next -> show(next, server, options))));
    }

    private Optional<Certificates> look() {
        try {
            return files.next();
        } catch (CertificateFiles.Unusable e) {
            refused(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void show(Certificates next, HttpServer server, ServerSSLOptions options) {
        server.updateSSLOptions(new ServerSSLOptions(options).setKeyCertOptions(KeyCertOptions.wrap(next)))
                .onSuccess(shown -> {
                    counters.count(CertificateReload.TAKEN);
                    counters.certificatesEnd(listener, next.end());
                    LOG.info("New certificates at {}, good until {}.", listener, next.end());
                })
                .onFailure(cause -> refused(String.valueOf(cause.getMessage())));
    }

    private void refused(String why) {
        counters.count(CertificateReload.REFUSED);
        LOG.warn("New certificates at {} can't be used, the old ones stay: {}.", listener, why);
    }
}
