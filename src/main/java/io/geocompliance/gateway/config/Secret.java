package io.geocompliance.gateway.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A value that must not reach a log by being printed. */
public final class Secret {

    private final byte[] value;

    public Secret(String value) {
        this.value = value.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the other is the same, in a time that does not depend on how much of it is. */
    public boolean matches(String other) {
        return MessageDigest.isEqual(value, other.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(value, secret.value);
    }

    /** The same for every secret: a hash of it would tell it to whoever can guess. */
    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
