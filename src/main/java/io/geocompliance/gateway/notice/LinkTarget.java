package io.geocompliance.gateway.notice;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** Where a notice may lead: the web, or the gateway's own pages; never a scheme that runs code or names a reader. */
final class LinkTarget {

    private LinkTarget() {}

    static Optional<String> mistakeIn(String target, Set<String> ownPaths) {
        if (ownPaths.contains(target)) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(target);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getHost() == null) {
                return Optional.of("a link leads to {page}, {plain} or a full http(s) address");
            }
            if (uri.getRawUserInfo() != null) {
                return Optional.of("a link's address holds no user name");
            }
            return target.chars().allMatch(c -> c < 0x80)
                    ? Optional.empty()
                    : Optional.of("a link's address is ASCII: write " + uri.toASCIIString());
        } catch (URISyntaxException e) {
            return Optional.of("not an address: " + e.getReason());
        }
    }
}
