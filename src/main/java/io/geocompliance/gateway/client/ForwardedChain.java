package io.geocompliance.gateway.client;

import io.geocompliance.gateway.client.ClientAddress.Internal;
import io.geocompliance.gateway.client.ClientAddress.Known;
import io.geocompliance.gateway.client.ClientAddress.Reason;
import io.geocompliance.gateway.client.ClientAddress.Unresolved;
import io.geocompliance.gateway.client.NodeIdentifier.Ipv6;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The chain from the TCP peer back to the visitor, as far as trusted proxies vouch for it.
 *
 * <p>The last element was written by the nearest proxy; each one is believed because the one after it is a trusted proxy's. So the
 * walk goes from the right, past trusted proxies, to the first address that is none. An element that can't be read ends it without an
 * address: passing over it would believe what stands on its left, which the visitor may have written, and the proxy's own address
 * would be a wrong answer. Nothing is ever looked up by name, and no outcome names an address that was not written in full.
 */
public final class ForwardedChain {

    /** Beyond either, {@link Reason#TOO_LONG}: no honest chain is as long, and reading must stay cheap. */
    private static final int MOST_CHARACTERS = 4096;

    private static final int MOST_ELEMENTS = 32;

    /** CloudFront writes {@code address:port} and puts no brackets round IPv6, so only the last colon tells them apart. */
    private static final String ADDRESS_AND_PORT_HEADER = "CloudFront-Viewer-Address";

    private final ClientSettings.Source source;
    private final String header;
    private final TrustedProxies trustedProxies;
    private final EmbeddedIpv4 embedded;

    /**
     * Takes the settings of one configuration.
     *
     * @throws IllegalArgumentException with a sentence for the operator if they contradict each other
     */
    public ForwardedChain(ClientSettings settings) {
        source = settings.source();
        header = switch (source) {
            case X_FORWARDED_FOR -> "X-Forwarded-For";
            case FORWARDED -> "Forwarded";
            case HEADER -> requireHeader(settings);
            case PEER, PROXY_PROTOCOL -> "";
        };
        trustedProxies = new TrustedProxies(settings.trustedProxies());
        embedded = new EmbeddedIpv4(settings.nat64Prefixes());
    }

    private static String requireHeader(ClientSettings settings) {
        String name = settings.header();
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("The client's source is a header, so the header needs a name");
        }
        return name;
    }

    /** Where addresses are taken from. */
    public ClientSettings.Source source() {
        return source;
    }

    /** Whether a field of this name tells a visitor's address or place, the one that is configured among them. */
    public boolean isForwarding(String name) {
        return ForwardingHeaders.isForwarding(name) || name.equalsIgnoreCase(header);
    }

    /** Whether this is a trusted proxy, whose forwarding header fields count; anybody else's are to be deleted. */
    public boolean isTrusted(IpAddress address) {
        return trustedProxies.contains(embedded.translated(address));
    }

    /**
     * Who sent the request.
     *
     * <p>With the source PROXY_PROTOCOL the answer is the connection's ({@link #vouchedFor}); a connection of a trusted proxy that came
     * without that header is answered as a missing header.
     *
     * @param peer the TCP peer, not what a PROXY protocol header claims
     * @param fieldLines all values of the named field, one per line, in the order received; empty if there is none
     */
    public ClientAddress resolve(IpAddress peer, Function<String, List<String>> fieldLines) {
        if (source == ClientSettings.Source.PEER || !isTrusted(peer)) {
            return client(peer);
        }
        List<String> lines = header.isEmpty() ? List.of() : fieldLines.apply(header);
        if (lines.isEmpty()) {
            return new Unresolved(Reason.MISSING);
        }
        if (characters(lines) > MOST_CHARACTERS) {
            return new Unresolved(Reason.TOO_LONG);
        }
        return switch (source) {
            case X_FORWARDED_FOR ->
                walk(lines, ForwardedChain::lastFirst, element -> NodeIdentifier.parse(element, Ipv6.BARE));
            case FORWARDED -> walk(lines, ForwardedElements::lastFirst, ForwardedElements::read);
            case HEADER -> single(lines);
            case PEER, PROXY_PROTOCOL -> new Unresolved(Reason.MISSING);
        };
    }

    /** As if the lines were one, with commas between. */
    private static int characters(List<String> lines) {
        int characters = lines.size() - 1;
        for (String line : lines) {
            characters += line.length();
        }
        return characters;
    }

    /** Who a PROXY protocol header speaks for, from a peer whose word counts. */
    public ClientAddress vouchedFor(ProxyClaim claim) {
        if (claim instanceof ProxyClaim.Source visitor) {
            return unlessTrusted(visitor.address());
        }
        return claim instanceof ProxyClaim.LocalSocket ? new Unresolved(Reason.LOCAL_SOCKET) : new Internal();
    }

    private ClientAddress walk(
            List<String> lines, Function<String, List<String>> lastFirst, Function<String, ClientAddress> read) {
        List<String> elements = new ArrayList<>();
        for (int i = lines.size() - 1; i >= 0; i--) {
            elements.addAll(lastFirst.apply(lines.get(i)));
        }
        if (elements.size() > MOST_ELEMENTS) {
            return new Unresolved(Reason.TOO_LONG);
        }
        for (String element : elements) {
            ClientAddress found = read.apply(element);
            ClientAddress client = found instanceof Known known ? unlessTrusted(known.address()) : found;
            if (!(client instanceof Internal)) {
                return client;
            }
        }
        return new Internal();
    }

    private ClientAddress single(List<String> lines) {
        if (lines.size() > 1) {
            return new Unresolved(Reason.REPEATED);
        }
        String node = ForwardedElements.trim(lines.get(0));
        ClientAddress found = header.equalsIgnoreCase(ADDRESS_AND_PORT_HEADER)
                ? NodeIdentifier.parseWithPort(node)
                : NodeIdentifier.parse(node, Ipv6.BARE);
        return found instanceof Known known ? unlessTrusted(known.address()) : found;
    }

    private ClientAddress unlessTrusted(IpAddress address) {
        return isTrusted(address) ? new Internal() : client(address);
    }

    private ClientAddress client(IpAddress address) {
        IpAddress canonical = embedded.canonical(address);
        boolean pseudoIpv4 = canonical.isV4() && canonical.v4Bits() >>> 28 == 0xF;
        return pseudoIpv4 ? new Unresolved(Reason.PSEUDO_IPV4) : new Known(canonical);
    }

    /** An X-Forwarded-For line's elements: no quoting there, so every comma separates. */
    private static List<String> lastFirst(String line) {
        List<String> elements = new ArrayList<>();
        int end = line.length();
        for (int comma = line.lastIndexOf(','); comma >= 0; comma = line.lastIndexOf(',', end - 1)) {
            elements.add(ForwardedElements.trim(line.substring(comma + 1, end)));
            end = comma;
        }
        elements.add(ForwardedElements.trim(line.substring(0, end)));
        return elements;
    }
}
