package io.geocompliance.gateway.proxy.upstream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which site a host name belongs to: the one that says it, else the one with the longest {@code *.} that covers it, else {@code *}. */
public final class Sites {

    private final List<Site> all;

    /** From an exact name, from {@code .example.org} for all names below, and from {@code *}. */
    private final Map<String, Site> byHost = new HashMap<>();

    /** @param nanoTime a monotonic clock in nanoseconds */
    public Sites(List<OriginSettings> origins, LongSupplier nanoTime) {
        all = origins.stream().map(origin -> new Site(origin, nanoTime)).toList();
        IntStream.range(0, all.size())
                .forEach(index -> origins.get(index)
                        .hosts()
                        .forEach(host ->
                                byHost.putIfAbsent(host.startsWith("*.") ? host.substring(1) : host, all.get(index))));
    }

    /** In the order of the settings. */
    public List<Site> all() {
        return all;
    }

    /** The site of a host name, lower case, without port. */
    public Optional<Site> of(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        @Nullable Site exact = name.startsWith(".") ? null : byHost.get(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        for (int dot = name.indexOf('.', 1); dot > 0; dot = name.indexOf('.', dot + 1)) {
            Site below = byHost.get(name.substring(dot));
            if (below != null) {
                return Optional.of(below);
            }
        }
        return Optional.ofNullable(byHost.get("*"));
    }
}
