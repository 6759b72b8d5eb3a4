package io.geocompliance.gateway.proxy.front;

import io.geocompliance.gateway.client.AddressLiteral;
import io.geocompliance.gateway.client.IpAddress;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import java.util.Optional;

/** The one place where the engine's addresses become the package {@code client}'s. */
public final class PeerAddress {

    private PeerAddress() {}

    /** The TCP peer itself, whatever a PROXY header claims; empty for a local socket. */
    public static Optional<IpAddress> of(HttpConnection connection) {
        return parse(connection.remoteAddress(true));
    }

    /** An engine's address; empty for a local socket. */
    public static Optional<IpAddress> parse(SocketAddress address) {
        return address == null || address.hostAddress() == null
                ? Optional.empty()
                : AddressLiteral.parse(address.hostAddress());
    }
}
