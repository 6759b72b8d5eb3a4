package io.geocompliance.gateway.client;

import io.geocompliance.gateway.client.ClientAddress.Known;
import io.geocompliance.gateway.client.ClientAddress.Reason;
import io.geocompliance.gateway.client.ClientAddress.Unresolved;
import java.util.Optional;

/** What a proxy writes for who asked it (RFC 7239 6): an address with or without port, {@code unknown}, or a made-up name. */
final class NodeIdentifier {

    /** How an IPv6 address may stand in a list; it may always stand in brackets. */
    enum Ipv6 {
        /** Only in brackets, as RFC 7239 6 demands. */
        BRACKETED,
        /** Also bare and then without port, as proxies write X-Forwarded-For. */
        BARE
    }

    private NodeIdentifier() {}

    /** The address as it is written, not yet canonical, or why there is none. */
    static ClientAddress parse(String node, Ipv6 form) {
        if (node.isEmpty()) {
            return new Unresolved(Reason.EMPTY);
        }
        int nameEnd = nameEnd(node, form);
        if (nameEnd < node.length() && !isPort(node, nameEnd)) {
            return new Unresolved(Reason.MALFORMED);
        }
        return named(node.substring(0, nameEnd), form);
    }

    /** An address, IPv6 without brackets, and always a port behind the last colon. */
    static ClientAddress parseWithPort(String node) {
        if (node.isEmpty()) {
            return new Unresolved(Reason.EMPTY);
        }
        int colon = node.lastIndexOf(':');
        return colon < 0 || !isPort(node, colon)
                ? new Unresolved(Reason.MALFORMED)
                : named(node.substring(0, colon), Ipv6.BARE);
    }

    /** Where the name ends and the port begins, if there is one. */
    private static int nameEnd(String node, Ipv6 form) {
        if (node.charAt(0) == '[') {
            int bracket = node.indexOf(']');
            return bracket < 0 ? node.length() : bracket + 1;
        }
        int colon = node.indexOf(':');
        boolean bareIpv6 = form == Ipv6.BARE && colon != node.lastIndexOf(':');
        return colon < 0 || bareIpv6 ? node.length() : colon;
    }

    private static ClientAddress named(String name, Ipv6 form) {
        if (name.equalsIgnoreCase("unknown")) {
            return new Unresolved(Reason.UNKNOWN);
        }
        if (isObfuscated(name, 0)) {
            return new Unresolved(Reason.OBFUSCATED);
        }
        boolean bracketed = name.length() > 2 && name.charAt(0) == '[' && name.charAt(name.length() - 1) == ']';
        Optional<IpAddress> address = AddressLiteral.parse(bracketed ? name.substring(1, name.length() - 1) : name);
        return address.filter(found -> found.isV4() ? !bracketed : bracketed || form == Ipv6.BARE)
                .<ClientAddress>map(Known::new)
                .orElse(new Unresolved(Reason.MALFORMED));
    }

    /** Whether a colon and a number up to 65535, or a colon and a made-up name (RFC 7239 6.2), fill the node from an index on. */
    private static boolean isPort(String node, int colon) {
        int digits = node.length() - colon - 1;
        if (node.charAt(colon) != ':' || digits == 0) {
            return false;
        }
        if (isObfuscated(node, colon + 1)) {
            return true;
        }
        int port = 0;
        for (int i = colon + 1; i < node.length(); i++) {
            if (digits > 5 || !AddressLiteral.isDigit(node.charAt(i))) {
                return false;
            }
            port = port * 10 + (node.charAt(i) - '0');
        }
        return port <= 0xFFFF;
    }

    /** Whether an underscore and one or more letters, digits, dots, underscores or hyphens fill the text from an index on. */
    private static boolean isObfuscated(String text, int from) {
        if (text.length() - from < 2 || text.charAt(from) != '_') {
            return false;
        }
        for (int i = from + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c < 0x80 && Character.isLetterOrDigit(c);
            if (!letter && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }
}
