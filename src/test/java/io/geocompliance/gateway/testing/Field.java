package io.geocompliance.gateway.testing;

/**
 * One header field line as it stood on the wire.
 *
 * @param name in the sender's spelling
 * @param value without the white space around it
 */
public record Field(String name, String value) {

    @Override
    public String toString() {
        return name + ": " + value;
    }
}
