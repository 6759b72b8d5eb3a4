package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.proxy.front.FrontSettings;
import io.geocompliance.gateway.proxy.upstream.OriginSettings;
import io.geocompliance.gateway.proxy.upstream.UpstreamSettings;
import java.util.List;

/**
 * The wire's settings.
 *
 * @param front where visitors connect, and what each may ask for
 * @param origins the sites behind; which one serves a host name says {@link io.geocompliance.gateway.proxy.upstream.Sites}
 * @param upstream limits of the way to them
 */
public record ProxySettings(FrontSettings front, List<OriginSettings> origins, UpstreamSettings upstream) {

    public ProxySettings {
        origins = List.copyOf(origins);
    }

    /** The largest request body that a site takes. */
    long bodyBytes(OriginSettings origin) {
        Long own = origin.bodyBytes();
        return own != null ? own : front.limits().bodyBytes();
    }
}
