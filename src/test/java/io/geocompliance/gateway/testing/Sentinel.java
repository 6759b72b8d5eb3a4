package io.geocompliance.gateway.testing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Something that must not be found: an address in all usual spellings and as bytes, or words. */
public record Sentinel(List<byte[]> spellings) {

    /** Words that stand for themselves, in any case. */
    public static Sentinel words(String... words) {
        return new Sentinel(List.of(words).stream().map(Sentinel::octets).toList());
    }

    /** A literal's text, Java's own, hexadecimal digits, a number, and the bytes themselves. */
    public static Sentinel address(String literal) {
        InetAddress address;
        try {
            address = InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
        byte[] bytes = address.getAddress();
        List<byte[]> spellings = new ArrayList<>(List.of(octets(literal), octets(address.getHostAddress()), bytes));
        String hex = HexFormat.of().formatHex(bytes);
        spellings.add(octets(hex));
        if (bytes.length == 4) {
            spellings.add(octets(literal.replace('.', '-')));
            spellings.add(octets(hex.substring(0, 4) + ":" + hex.substring(4)));
            spellings.add(octets(Long.toString(Long.parseLong(hex, 16))));
        }
        return new Sentinel(spellings);
    }

    public Sentinel and(Sentinel other) {
        List<byte[]> all = new ArrayList<>(spellings);
        all.addAll(other.spellings);
        return new Sentinel(all);
    }

    public boolean isIn(String text) {
        return isIn(text.getBytes(StandardCharsets.UTF_8));
    }

    public boolean isIn(byte[] bytes) {
        String plain = new String(bytes, StandardCharsets.ISO_8859_1);
        String lower = plain.toLowerCase(Locale.ROOT);
        return spellings.stream()
                .map(spelling -> new String(spelling, StandardCharsets.ISO_8859_1))
                .anyMatch(spelling -> plain.contains(spelling) || lower.contains(spelling.toLowerCase(Locale.ROOT)));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
