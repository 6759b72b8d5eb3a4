package io.geocompliance.gateway.proxy.upstream;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which site a host name belongs to, and which of its servers is next. Lives on one event loop. */
public final class Sites {

    private final Map<String, Site> byHost = new HashMap<>();

    public Sites(List<OriginSettings> origins) {
        for (OriginSettings origin : origins) {
            Site site = new Site(origin);
            origin.hosts().forEach(host -> byHost.putIfAbsent(host, site));
        }
    }

    /** The site of a host name, lower case, without port; else the one for any name. */
    public Optional<Site> of(String host) {
        Site site = byHost.get(host);
        return Optional.ofNullable(site != null ? site : byHost.get("*"));
    }

    /** One site and the turn of its servers. */
    public static final class Site {

        private final OriginSettings origin;
        private int turn;

        private Site(OriginSettings origin) {
            this.origin = origin;
        }

        public OriginSettings origin() {
            return origin;
        }

        /** Round robin; wraps before the counter can turn negative. */
        public URI nextServer() {
            turn = (turn + 1) % origin.urls().size();
            return origin.urls().get(turn);
        }
    }
}
