package io.geocompliance.gateway.proxy;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a reader goes back to on the same site: never another one, whatever a link says. */
final class ReturnPath {

    private static final String PARAMETER = "to=";

    /** Beyond it a browser's request would be refused. */
    private static final int LONGEST = 8_000;

    private ReturnPath() {}

    /** The query of a link that leads back to a request's target. */
    static String query(String target) {
        return PARAMETER + URLEncoder.encode(target, StandardCharsets.UTF_8);
    }

    /** The path that such a query names; the site's front page if it names none that is the site's. */
    static String ofQuery(@Nullable String query) {
        if (query == null || !query.startsWith(PARAMETER)) {
            return "/";
        }
        try {
            String encoded = query.substring(PARAMETER.length()).split("&", 2)[0];
            String target = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
            return isOfTheSite(target) ? target : "/";
        } catch (IllegalArgumentException broken) {
            return "/";
        }
    }

    /** The path of the page that a link was followed from, if it is the site's. */
    static Optional<String> ofReferrer(@Nullable String referrer, String authority) {
        try {
            URI from = referrer == null ? null : new URI(referrer);
            if (from == null
                    || from.getRawAuthority() == null
                    || !from.getRawAuthority().equalsIgnoreCase(authority)) {
                return Optional.empty();
            }
            String path = from.getRawPath() == null || from.getRawPath().isEmpty() ? "/" : from.getRawPath();
            String target = from.getRawQuery() == null ? path : path + "?" + from.getRawQuery();
            return isOfTheSite(target) ? Optional.of(target) : Optional.empty();
        } catch (URISyntaxException noAddress) {
            return Optional.empty();
        }
    }

    /** Browsers read {@code //} and {@code /\} as the beginning of another site's address. */
    private static boolean isOfTheSite(String target) {
        return target.length() <= LONGEST
                && target.startsWith("/")
                && !target.startsWith("//")
                && target.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '\\' && c != '#');
    }
}
