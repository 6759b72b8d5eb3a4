package io.geocompliance.gateway.demo;

import io.geocompliance.gateway.proxy.ProxySettings;
import io.geocompliance.gateway.proxy.upstream.OriginSettings;
import java.net.URI;
import java.util.List;

/** Puts the demo site's address in the place of {@code demo:}. */
public final class DemoOrigin {

    private DemoOrigin() {}

    public static boolean isNamed(ProxySettings settings) {
        return settings.origins().stream()
                .flatMap(origin -> origin.urls().stream())
                .anyMatch(DemoOrigin::isDemo);
    }

    public static ProxySettings replaced(ProxySettings settings, int demoPort) {
        URI demo = URI.create("http://127.0.0.1:" + demoPort);
        List<OriginSettings> origins = settings.origins().stream()
                .map(origin -> origin.withUrls(origin.urls().stream()
                        .map(url -> isDemo(url) ? demo : url)
                        .toList()))
                .toList();
        return new ProxySettings(settings.front(), origins, settings.upstream());
    }

    private static boolean isDemo(URI url) {
        return "demo".equals(url.getScheme());
    }
}
