package io.geocompliance.gateway.config;

import io.geocompliance.gateway.client.Cidr;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A literal address and a port to bind: {@code 127.0.0.1:8080} or {@code [::1]:8080}. Names are refused, since what they resolve to
 * is decided elsewhere, and may be more than one address.
 *
 * @param host an address literal without brackets
 * @param port 0 lets the system choose
 */
record HostPort(String host, int port) {

    static final String PATTERN = "(?:([0-9.]+)|\\[([0-9A-Fa-f:.]+)\\]):([0-9]{1,5})";

    private static final Pattern WRITTEN = Pattern.compile(PATTERN);
    private static final List<Cidr> LOOPBACK = List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("::1/128"));

    /**
     * The address and port; empty if the text is not of the form.
     *
     * @throws IllegalArgumentException for a port above 65535, and as {@link Cidr#parse}
     */
    static Optional<HostPort> parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            return Optional.empty();
        }
        String host = written.group(1) == null ? written.group(2) : written.group(1);
        int port = Integer.parseInt(written.group(3));
        if (port > 65535) {
            throw new IllegalArgumentException("the port " + port + " is above 65535.");
        }
        Cidr.parse(host);
        return Optional.of(new HostPort(host, port));
    }

    /** Whether only this machine can reach it. */
    boolean isLoopback() {
        return LOOPBACK.stream()
                .anyMatch(network -> network.contains(Cidr.parse(host).network()));
    }

    /** Whether two sockets can't be bound to both. */
    boolean clashesWith(HostPort other) {
        return port != 0 && port == other.port && (host.equals(other.host) || isWildcard() || other.isWildcard());
    }

    private boolean isWildcard() {
        return host.equals("0.0.0.0") || host.equals("::");
    }
}
