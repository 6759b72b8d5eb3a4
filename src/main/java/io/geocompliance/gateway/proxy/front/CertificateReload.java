package io.geocompliance.gateway.proxy.front;

import java.util.Locale;

/** What became of certificates that were put in the place of those in use. */
public enum CertificateReload {
    /** New handshakes get them. */
    TAKEN,
    /** They are broken, don't belong together or don't hold now; the old ones stay. */
    REFUSED;

    /** What metrics call it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
