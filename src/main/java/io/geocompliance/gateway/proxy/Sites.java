package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.proxy.ProxySettings.Origin;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which site a host name belongs to, and which of its servers is next. Lives on one event loop. */
final class Sites {

    private final Map<String, Site> byHost = new HashMap<>();

    Sites(List<Origin> origins) {
        for (Origin origin : origins) {
            Site site = new Site(origin);
            origin.hosts().forEach(host -> byHost.putIfAbsent(host, site));
        }
    }

    /** The site of a host name, lower case, without port; else the one for any name. */
    Optional<Site> of(String host) {
        Site site = byHost.get(host);
        return Optional.ofNullable(site != null ? site : byHost.get("*"));
    }

    /** One site and the turn of its servers. */
    static final class Site {

        private final Origin origin;
        private int turn;

        private Site(Origin origin) {
            this.origin = origin;
        }

        Origin origin() {
            return origin;
        }

        /** Round robin; wraps before the counter can turn negative. */
        URI nextServer() {
            turn = (turn + 1) % origin.urls().size();
            return origin.urls().get(turn);
        }
    }
}
