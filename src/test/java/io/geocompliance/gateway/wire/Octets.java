package io.geocompliance.gateway.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Readable lines as the octets they stand for; {@link WireScript} says how they are written. */
final class Octets {

    private Octets() {}

    static byte[] of(List<String> lines) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (String line : lines) {
            boolean bare = line.endsWith("\\") && !line.endsWith("\\\\");
            decode(bare ? line.substring(0, line.length() - 1) : line, octets);
            if (!bare) {
                octets.write('\r');
                octets.write('\n');
            }
        }
        return octets.toByteArray();
    }

    /** One line without its end, one char per octet. */
    static String text(String line) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        decode(line, octets);
        return octets.toString(StandardCharsets.ISO_8859_1);
    }

    private static void decode(String line, ByteArrayOutputStream octets) {
        byte[] text = line.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < text.length; i++) {
            if (text[i] != '\\') {
                octets.write(text[i]);
                continue;
            }
            i++;
            switch (text[i]) {
                case 'r' -> octets.write('\r');
                case 'n' -> octets.write('\n');
                case 't' -> octets.write('\t');
                case '0' -> octets.write(0);
                case '\\' -> octets.write('\\');
                case 'x' -> {
                    octets.write(Integer.parseInt(new String(text, i + 1, 2, StandardCharsets.US_ASCII), 16));
                    i += 2;
                }
                case '{' -> {
                    String rest = new String(text, i + 1, text.length - i - 1, StandardCharsets.UTF_8);
                    String repetition = rest.substring(0, rest.indexOf('}'));
                    int star = repetition.indexOf('*');
                    int times = Integer.parseInt(repetition.substring(0, star));
                    octets.writeBytes(
                            repetition.substring(star + 1).repeat(times).getBytes(StandardCharsets.UTF_8));
                    i += repetition.length() + 1;
                }
                default -> throw new IllegalArgumentException("no such escape: \\" + (char) text[i] + " in " + line);
            }
        }
    }
}
