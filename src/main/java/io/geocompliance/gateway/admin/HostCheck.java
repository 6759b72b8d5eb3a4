package io.geocompliance.gateway.admin;

import io.netty.util.NetUtil;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request to a loopback port was meant for it.
 *
 * <p>Against DNS rebinding: a page on the web can make a browser ask this port under a name of its own, never under an address
 * literal, under localhost or under a name that only operators know.
 *
 * @param names which are allowed beside those, lower case
 */
record HostCheck(Set<String> names) {

    HostCheck {
        names = Set.copyOf(names);
    }

    boolean allows(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String bare = host.toLowerCase(Locale.ROOT);
        if (NetUtil.isValidIpV6Address(bare) || NetUtil.isValidIpV4Address(bare)) {
            return true;
        }
        return bare.equals("localhost") || names.contains(bare);
    }
}
