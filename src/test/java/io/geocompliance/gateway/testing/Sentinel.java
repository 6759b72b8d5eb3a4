package io.geocompliance.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Something that must not be found: an address in all usual spellings and as bytes, or words. */
public record Sentinel(List<byte[]> spellings) {

    /** How much of a file is searched at once. */
    private static final int WINDOW_BYTES = 1 << 22;

    /** Words that stand for themselves, in any case. */
    public static Sentinel words(String... words) {
        return new Sentinel(List.of(words).stream().map(Sentinel::octets).toList());
    }

    /** A literal's text, Java's own, with all its zeros, hexadecimal digits, a number, and the bytes themselves in both orders. */
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
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        spellings.add(reversed);
        spellings.add(octets(HexFormat.of().formatHex(reversed)));
        spellings.add(octets(new BigInteger(1, bytes).toString()));
        if (bytes.length == 16) {
            spellings.add(octets(hex.replaceAll("(.{4})(?!$)", "$1:")));
            spellings.add(octets(literal.replace(':', '-')));
        } else {
            spellings.add(octets(literal.replace('.', '-')));
            spellings.add(octets(hex.substring(0, 4) + ":" + hex.substring(4)));
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

    /** The same as two bytes a character, in both orders, which is how a text is kept that has one character beyond Latin-1. */
    public Sentinel andWide() {
        List<byte[]> all = new ArrayList<>(spellings);
        for (byte[] spelling : spellings) {
            String text = new String(spelling, StandardCharsets.ISO_8859_1);
            if (text.chars().allMatch(c -> c > ' ' && c < 127)) {
                all.add(text.getBytes(StandardCharsets.UTF_16LE));
                all.add(text.getBytes(StandardCharsets.UTF_16BE));
            }
        }
        return new Sentinel(all);
    }

    /** Whether a file of any size holds it. */
    public boolean isIn(Path file) {
        int longest =
                spellings.stream().mapToInt(spelling -> spelling.length).max().orElse(0);
        byte[] window = new byte[WINDOW_BYTES + longest];
        int kept = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.readNBytes(window, 0, WINDOW_BYTES);
                    read > 0;
                    read = in.readNBytes(window, kept, WINDOW_BYTES)) {
                int held = kept + read;
                if (isIn(Arrays.copyOf(window, held))) {
                    return true;
                }
                kept = Math.min(longest, held);
                System.arraycopy(window, held - kept, window, 0, kept);
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
