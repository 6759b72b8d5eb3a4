package io.geocompliance.gateway.coding.splice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Pages to splice: made up, or real ones where a corpus is named. */
final class Pages {

    private static final String[] WORDS = {
        "<p class=\"lead\">",
        "</p>\n",
        "<a href=\"/news/",
        "\">",
        "</a>",
        "region",
        "court",
        "новости",
        "суд",
        "the",
        "of",
        "and",
        "<div class=\"card card--wide\">",
        "</div>\n",
        "<li>",
        "<span>",
        "</span>",
        "&nbsp;",
        "\u65e5\u672c"
    };

    private Pages() {}

    /** Markup with words from a small vocabulary and numbers that do not repeat: it compresses about as news pages do. */
    static byte[] page(int bytes, long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("<!DOCTYPE html><html lang=\"ru\"><title>Page</title><body>");
        while (text.length() < bytes) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
            if (random.nextInt(4) == 0) {
                text.append(random.nextInt(1_000_000));
            }
            if (random.nextInt(300) == 0) {
                text.append("x".repeat(random.nextInt(700)));
            }
        }
        return Arrays.copyOf(text.toString().getBytes(StandardCharsets.UTF_8), bytes);
    }

    /** A fragment as notices are: ASCII with character references, or bytes that no page has codes for. */
    static byte[] fragment(int bytes, boolean ascii) {
        byte[] fragment = new byte[bytes];
        byte[] text = ("<aside class=\"geo-compliance-notice\" data-notice-id=\"n\"><p>"
                        + "&#1052;&#1072;&#1090;&#1077;&#1088;&#1080;&#1072;&#1083; ".repeat(7) + "</p></aside>")
                .getBytes(StandardCharsets.US_ASCII);
        Random random = new Random(bytes);
        for (int i = 0; i < bytes; i++) {
            fragment[i] = ascii ? text[i % text.length] : (byte) (i % 3 == 0 ? random.nextInt() : 0xd0 + i % 7);
        }
        return fragment;
    }

    /** The pages of {@code -Dcorpus=FOLDER}; none if there is none. */
    static List<byte[]> real() {
        Path folder = Path.of(System.getProperty("corpus", "../shared/corpus")).resolve("pages");
        if (!Files.isDirectory(folder)) {
            System.out.println("no real pages: no " + folder + "; say where with -Dcorpus=FOLDER");
            return List.of();
        }
        List<byte[]> pages = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".html"))
                    .sorted()
                    .toList()) {
                pages.add(Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pages;
    }
}
