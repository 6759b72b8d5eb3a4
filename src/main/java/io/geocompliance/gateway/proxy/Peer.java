package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.client.ClientAddress;
import io.geocompliance.gateway.client.ClientSettings;
import io.geocompliance.gateway.client.IpAddress;
import io.geocompliance.gateway.client.ProxyClaim;
import io.geocompliance.gateway.geo.Told;
import io.geocompliance.gateway.proxy.front.FrontSettings.Listener;
import io.geocompliance.gateway.proxy.front.PeerAddress;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.Optional;

/** The other end of a visitor's connection, and who it speaks for. */
final class Peer {

    private Peer() {}

    /** Who sent a request, and what its peer says of their place: by the listener's and the snapshot's rules. */
    static Ruling.Sender sender(
            Optional<IpAddress> peer, HttpServerRequest request, Listener listener, Snapshot snapshot) {
        return new Ruling.Sender(asker(peer, request, listener, snapshot), told(peer, request, snapshot));
    }

    private static ClientAddress asker(
            Optional<IpAddress> peer, HttpServerRequest request, Listener listener, Snapshot snapshot) {
        if (peer.isEmpty()) {
            return new ClientAddress.Unresolved(ClientAddress.Reason.LOCAL_SOCKET);
        }
        if (listener.proxyProtocol() && snapshot.clients().source() == ClientSettings.Source.PROXY_PROTOCOL) {
            // The front has asked the same when the connection came, perhaps of an older snapshot.
            return snapshot.trustsOn(listener, peer.get())
                    ? snapshot.clients().vouchedFor(claim(request.connection()))
                    : new ClientAddress.Unresolved(ClientAddress.Reason.MISSING);
        }
        return snapshot.clients().resolve(peer.get(), request.headers()::getAll);
    }

    private static Told told(Optional<IpAddress> peer, HttpServerRequest request, Snapshot snapshot) {
        return peer.map(own -> snapshot.told(own, request.headers()::getAll)).orElse(Told.BY_NOBODY);
    }

    static boolean isTrusted(HttpConnection connection, Snapshot snapshot) {
        return PeerAddress.of(connection).filter(snapshot.clients()::isTrusted).isPresent();
    }

    /** What the PROXY header claims; the engine repeats the peer where the header says nothing of a client. */
    private static ProxyClaim claim(HttpConnection connection) {
        SocketAddress claimed = connection.remoteAddress();
        if (claimed != null && claimed.isDomainSocket()) {
            return new ProxyClaim.LocalSocket();
        }
        Optional<IpAddress> address = PeerAddress.parse(claimed);
        return address.isEmpty() || address.equals(PeerAddress.of(connection))
                ? new ProxyClaim.Own()
                : new ProxyClaim.Source(address.get());
    }
}
