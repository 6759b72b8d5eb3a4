package io.geocompliance.gateway.audit.files;

import java.io.IOException;

/** The disk did not take what it had accepted; the kernel may have dropped it, so a second try would prove nothing. */
public final class ForceFailedException extends IOException {

    private static final long serialVersionUID = 1;

    public ForceFailedException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
