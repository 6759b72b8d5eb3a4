package io.geocompliance.gateway.client;

import java.util.Optional;

/** One IPv6 literal being read (RFC 4291 2.2), and how RFC 5952 writes one. */
final class Ipv6Literal {

    private static final int GROUPS = 8;
    private static final int NO_GAP = -1;

    private final CharSequence text;
    private final int[] groups = new int[GROUPS];
    private int read;
    private int at;
    /** The number of groups before {@code ::}. */
    private int gap = NO_GAP;

    Ipv6Literal(CharSequence text) {
        this.text = text;
    }

    Optional<IpAddress> parse() {
        boolean dotted = false;
        if (startsWithGap()) {
            gap = 0;
            at = 2;
        }
        while (at < text.length()) {
            if (dotted || read == GROUPS) {
                return Optional.empty();
            }
            if (isDottedTail()) {
                if (!readDottedTail()) {
                    return Optional.empty();
                }
                dotted = true;
            } else if (!readGroup() || !readSeparator()) {
                return Optional.empty();
            }
        }
        // RFC 4291 2.2: "::" stands for one or more groups.
        if (gap == NO_GAP ? read != GROUPS : read >= GROUPS) {
            return Optional.empty();
        }
        IpAddress address = assemble();
        boolean ipv4Compatible = dotted && address.high() == 0 && address.low() >>> 32 == 0;
        return ipv4Compatible ? Optional.empty() : Optional.of(address);
    }

    private boolean startsWithGap() {
        return text.length() >= 2 && text.charAt(0) == ':' && text.charAt(1) == ':';
    }

    private boolean isDottedTail() {
        int i = at;
        while (i < text.length() && AddressLiteral.isDigit(text.charAt(i))) {
            i++;
        }
        return i < text.length() && text.charAt(i) == '.';
    }

    private boolean readDottedTail() {
        long bits = AddressLiteral.v4Bits(text, at);
        if (bits < 0 || read > GROUPS - 2) {
            return false;
        }
        groups[read++] = (int) (bits >>> 16);
        groups[read++] = (int) bits & 0xFFFF;
        at = text.length();
        return true;
    }

    private boolean readGroup() {
        int start = at;
        int value = 0;
        while (at < text.length() && at - start < 4 && hexDigit(text.charAt(at)) >= 0) {
            value = value << 4 | hexDigit(text.charAt(at++));
        }
        if (at == start) {
            return false;
        }
        groups[read++] = value;
        return true;
    }

    /** Reads what follows a group: the end, a colon with more behind it, or the one {@code ::}. */
    private boolean readSeparator() {
        if (at == text.length()) {
            return true;
        }
        if (text.charAt(at++) != ':' || at == text.length()) {
            return false;
        }
        if (text.charAt(at) == ':') {
            if (gap != NO_GAP) {
                return false;
            }
            gap = read;
            at++;
        }
        return true;
    }

    private IpAddress assemble() {
        long high = 0;
        long low = 0;
        int zeros = GROUPS - read;
        for (int i = 0; i < GROUPS; i++) {
            int group = gap == NO_GAP || i < gap ? groups[i] : i < gap + zeros ? 0 : groups[i - zeros];
            high = high << 16 | low >>> 48;
            low = low << 16 | group;
        }
        return IpAddress.v6(high, low);
    }

    /** The value of an ASCII hexadecimal digit, or -1: {@link Character#digit(char, int)} takes full-width forms too. */
    private static int hexDigit(char c) {
        if (AddressLiteral.isDigit(c)) {
            return c - '0';
        }
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' && c < 0x80 ? lower - 'a' + 10 : -1;
    }

    /** RFC 5952 4 (lower case, longest run of zeros shortened) and 5 (four decimals where the prefix says IPv4). */
    static String format(long high, long low) {
        int groupCount = EmbeddedIpv4.isMapped(high, low) || EmbeddedIpv4.isWellKnownNat64(high, low) ? 6 : GROUPS;
        int[] groups = new int[groupCount];
        for (int i = 0; i < groupCount; i++) {
            groups[i] = (int) ((i < 4 ? high : low) >>> (48 - 16 * (i % 4))) & 0xFFFF;
        }
        int zerosAt = -1;
        int zeros = 1;
        for (int i = 0; i < groupCount; i++) {
            int run = 0;
            while (i + run < groupCount && groups[i + run] == 0) {
                run++;
            }
            if (run > zeros) {
                zerosAt = i;
                zeros = run;
            }
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < groupCount; i++) {
            if (i == zerosAt) {
                out.append("::");
                i += zeros - 1;
            } else {
                separate(out).append(Integer.toHexString(groups[i]));
            }
        }
        return groupCount == GROUPS
                ? out.toString()
                : separate(out).append(AddressLiteral.formatV4((int) low)).toString();
    }

    private static StringBuilder separate(StringBuilder out) {
        return out.isEmpty() || out.charAt(out.length() - 1) == ':' ? out : out.append(':');
    }
}
