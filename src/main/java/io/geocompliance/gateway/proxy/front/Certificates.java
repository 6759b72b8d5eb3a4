package io.geocompliance.gateway.proxy.front;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * A listener's certificates: the first whose names cover what the visitor asks for (SNI, RFC 6066 3) is shown, else the first of all.
 *
 * <p>The engine could choose as well, but keeps a context for every name that was ever asked for, and visitors can ask for many.
 */
final class Certificates extends X509ExtendedKeyManager {

    private final List<CertifiedKey> keys;

    Certificates(List<CertifiedKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** Whether all of them hold at a time. */
    boolean holdAt(Instant time) {
        return keys.stream().allMatch(key -> key.holdsAt(time));
    }

    /** When the first of them ends. */
    Instant end() {
        return keys.stream().map(CertifiedKey::end).min(Instant::compareTo).orElse(Instant.MAX);
    }

    /** An alias is the place in the list. */
    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        String name = asked(engine);
        Optional<CertifiedKey> covering = keys.stream()
                .filter(key -> key.covers(name) && key.isOf(keyType))
                .findFirst();
        boolean covered = keys.stream().anyMatch(key -> key.covers(name));
        // Where a certificate covers the name but has another kind of key, the visitor offers that kind next.
        Optional<CertifiedKey> chosen = covered
                ? covering
                : keys.stream().filter(key -> key.isOf(keyType)).findFirst();
        return chosen.map(key -> Integer.toString(keys.indexOf(key))).orElse(null);
    }

    private static String asked(SSLEngine engine) {
        if (engine.getHandshakeSession() instanceof ExtendedSSLSession session) {
            for (SNIServerName name : session.getRequestedServerNames()) {
                if (name instanceof SNIHostName host) {
                    return host.getAsciiName().toLowerCase(Locale.ROOT);
                }
            }
        }
        return "";
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return keys.get(Integer.parseInt(alias)).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return keys.get(Integer.parseInt(alias)).key();
    }

    /** The engine has no sockets of Java's. */
    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyType, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }
}
