package io.geocompliance.gateway.proxy.upstream;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One site and the servers behind it.
 *
 * @param name what metrics and logs call it; default its place in the list, from 0
 * @param hosts host names it answers for, lower case; {@code *.example.org} is every name below, {@code *} is any
 * @param urls its servers, {@code http://host:port} or {@code https://host:port}; {@code demo:} is the built-in news page
 * @param host what to send as Host; null keeps the visitor's
 * @param bodyBytes the largest request body; null is what holds for all
 * @param via whether requests say in Via that they came through here; default true
 * @param scriptFetch whether HTML fetched by scripts gets the notice too; default false
 * @param timeouts how long each step may take
 * @param health when a server is left alone
 * @param tls how certificates are checked where a URL is https
 */
public record OriginSettings(
        String name,
        List<String> hosts,
        List<URI> urls,
        @Nullable String host,
        @Nullable Long bodyBytes,
        boolean via,
        boolean scriptFetch,
        Timeouts timeouts,
        Health health,
        Tls tls) {

    public OriginSettings {
        hosts = List.copyOf(hosts);
        urls = List.copyOf(urls);
    }

    /** The same site with other servers. */
    public OriginSettings withUrls(List<URI> others) {
        return new OriginSettings(name, hosts, others, host, bodyBytes, via, scriptFetch, timeouts, health, tls);
    }

    /**
     * How long each step may take; beyond it the visitor gets 504, or the connection is reset once the head has left.
     *
     * @param connect to reach a server; default 2 s
     * @param responseHead of one try: from the end of the request to the head of the answer; default 30 s
     * @param total from the choice of a server to the head of the answer, waiting and a second try included but no upload; default 60 s
     * @param idle between two chunks of an answer; default 60 s
     * @param keepAlive how long an unused connection is kept; default 4 s, less than any usual origin's
     */
    public record Timeouts(
            Duration connect, Duration responseHead, Duration total, Duration idle, Duration keepAlive) {}

    /**
     * When a server is left alone.
     *
     * @param path what to ask for; null is no active checks
     * @param interval between two checks, give or take a fifth; default 5 s
     * @param timeout of one check; default 1 s
     * @param ejection how long a server that failed five times in a row is left alone the first time; default 30 s
     */
    public record Health(@Nullable String path, Duration interval, Duration timeout, Duration ejection) {}

    /**
     * How certificates are checked; that they are can't be switched off.
     *
     * @param ca PEM file of the authorities to believe; null is those of the Java platform
     * @param name what the certificate must name, and what is sent as SNI; null is the URL's host
     */
    public record Tls(@Nullable Path ca, @Nullable String name) {}
}
