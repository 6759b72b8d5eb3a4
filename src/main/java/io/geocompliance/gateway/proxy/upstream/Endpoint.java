package io.geocompliance.gateway.proxy.upstream;

import java.net.URI;

/**
 * Where a server is: one address of one of an origin's URLs.
 *
 * @param url says scheme, port and the name to check certificates against
 * @param address a literal, so that connecting asks no name server
 */
record Endpoint(URI url, String address) {

    boolean isTls() {
        return "https".equals(url.getScheme());
    }

    int port() {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return isTls() ? 443 : 80;
    }
}
