package io.geocompliance.gateway.coding;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/** Bodies to code, and whole passes through coders. */
final class Bodies {

    private Bodies() {}

    static Stream<ContentCoding> codings() {
        return Arrays.stream(ContentCoding.values()).filter(coding -> coding != ContentCoding.IDENTITY);
    }

    /** Printed, and replayed by {@code -Dcoding.seed}. */
    static Random seeded(String test) {
        long seed = Long.getLong("coding.seed", System.nanoTime());
        System.out.println(test + ": -Dcoding.seed=" + seed);
        return new Random(seed);
    }

    /** Markup with words from a small vocabulary and numbers that do not repeat, so that it compresses about as pages do. */
    static byte[] page(int length, long seed) {
        Random random = new Random(seed);
        String[] words = {
            "новости", "the", "region", "<p class=\"lead\">", "</p>\n", "of", "<a href=\"/news/", "\">", "суд"
        };
        StringBuilder page = new StringBuilder("<!DOCTYPE html><html lang=\"ru\"><title>Page</title><body>");
        while (page.length() < length) {
            page.append(words[random.nextInt(words.length)]).append(' ');
            if (random.nextInt(4) == 0) {
                page.append(random.nextInt(1_000_000));
            }
        }
        return Arrays.copyOf(page.toString().getBytes(StandardCharsets.UTF_8), length);
    }

    /** Bytes that do not compress. */
    static byte[] noise(int length, long seed) {
        byte[] noise = new byte[length];
        new Random(seed).nextBytes(noise);
        return noise;
    }

    static byte[] encode(ContentCoding coding, byte[] body) {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (Encoder encoder = coding.encoder()) {
            encoder.feed(body, 0, body.length, coded::write);
            encoder.finish(coded::write);
        }
        return coded.toByteArray();
    }

    static Decoded decode(ContentCoding coding, byte[] coded) {
        return decode(coding, coded, coded.length);
    }

    /** In chunks of one size. */
    static Decoded decode(ContentCoding coding, byte[] coded, int chunk) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (Decoder decoder = coding.decoder()) {
            boolean good = true;
            for (int at = 0; at < coded.length && good; at += chunk) {
                good = feed(decoder, Arrays.copyOfRange(coded, at, Math.min(at + chunk, coded.length)), body::write);
            }
            return new Decoded(body.toByteArray(), good, decoder.finish());
        }
    }

    /** One chunk, in as many turns as it takes; false if the coding is broken. */
    static boolean feed(Decoder decoder, byte[] chunk, Sink out) {
        Decoder.Progress progress = decoder.feed(chunk, 0, chunk.length, out);
        while (progress == Decoder.Progress.MORE) {
            progress = decoder.resume(out);
        }
        return progress == Decoder.Progress.TAKEN;
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    /** Keeps what comes. */
    static final class Collected implements Sink {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public void accept(byte[] bytes, int offset, int length) {
            kept.write(bytes, offset, length);
        }

        byte[] bytes() {
            return kept.toByteArray();
        }
    }

    /** What came out, whether every feed was good, and whether the end was. */
    record Decoded(byte[] body, boolean good, boolean whole) {}
}
