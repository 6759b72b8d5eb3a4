package io.geocompliance.gateway.proxy.upstream;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One site and the servers behind it.
 *
 * @param hosts host names it answers for, lower case; {@code *} is any
 * @param urls its servers, {@code http://host:port} or {@code https://host:port}; {@code demo:} is the built-in news page
 * @param host what to send as Host; null keeps the visitor's
 * @param scriptFetch whether HTML fetched by scripts gets the notice too; default false
 */
public record OriginSettings(
        List<String> hosts, List<URI> urls, @Nullable String host, boolean scriptFetch) {

    public OriginSettings {
        hosts = List.copyOf(hosts);
        urls = List.copyOf(urls);
    }
}
