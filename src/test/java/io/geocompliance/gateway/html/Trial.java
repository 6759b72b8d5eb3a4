package io.geocompliance.gateway.html;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What became of one page, whole and cut: right, untouched for a good reason, or a fault. */
record Trial(Verdict verdict, String detail) {

    /** The constructs for which decision 0004 is more careful than the judge; the last ones part text from its white space. */
    private static final Pattern CAREFUL =
            Pattern.compile("<svg|<math|<input|</br|<template|[\r\0&]", Pattern.CASE_INSENSITIVE);

    /** A DOCTYPE that the page's end cuts off; the judge's tree has no DOCTYPE, so it sees no harm in a notice before one. */
    private static final Pattern CUT_DOCTYPE = Pattern.compile("(?is).*<!doctype[^>]*");

    /** The judge ends a comment at {@code <!--x>} or {@code --<!x>} inside it, for any x; Chromium doesn't, and neither does the standard. */
    private static final Pattern MISJUDGED = Pattern.compile("(?s).*<!--.*(<!--[^>]-*>|--<!.*>).*");

    /** How a page can come out. */
    enum Verdict {
        INJECTED,
        /** The judge is known to be wrong on such a page. */
        MISJUDGED,
        /** Untouched, and no place exists. */
        UNTOUCHED,
        /** Untouched by policy or a documented limit, though a place exists. */
        DECLINED,
        /** Untouched, though a place exists. */
        MISSED,
        WRONG;

        boolean isFault() {
            return this == MISSED || this == WRONG;
        }
    }

    /** Tries it whole, in single bytes and in the cuts that the seed gives. */
    static Trial of(byte[] page, long seed) {
        Pages.Result whole = Pages.inject(page);
        Random random = new Random(seed);
        int[] cuts = IntStream.generate(() -> random.nextInt(page.length + 1))
                .limit(1 + random.nextInt(8))
                .sorted()
                .toArray();
        for (Pages.Result cut :
                new Pages.Result[] {Pages.inject(page, cuts), Pages.inject(page, Pages.everyBytes(page, 1))}) {
            if (!Arrays.equals(cut.output(), whole.output()) || !cut.outcome().equals(whole.outcome())) {
                return new Trial(Verdict.WRONG, "cut otherwise it comes out otherwise: " + Arrays.toString(cuts));
            }
        }
        if (MISJUDGED.matcher(text(page)).matches()) {
            return new Trial(Verdict.MISJUDGED, "comment");
        }
        if (whole.outcome() instanceof Outcome.NotInjected not) {
            return Arrays.equals(whole.output(), page)
                    ? untouched(page, not.reason())
                    : new Trial(Verdict.WRONG, not.reason().label() + ", but changed");
        }
        return Pages.JUDGE
                .faultOf(page, whole.output())
                .map(fault -> new Trial(Verdict.WRONG, whole.outcome() + ": " + fault))
                .orElse(new Trial(Verdict.INJECTED, "injected"));
    }

    private static Trial untouched(byte[] page, Outcome.Reason reason) {
        int place = IntStream.rangeClosed(0, page.length)
                .filter(at -> isPlace(page, at))
                .findFirst()
                .orElse(-1);
        if (place < 0) {
            return new Trial(Verdict.UNTOUCHED, reason.label());
        }
        boolean documented = switch (reason) {
            case AMP, LIMIT -> true;
            case FRAMESET -> CAREFUL.matcher(text(page)).find();
            // An unfinished tag or DOCTYPE is kept for a place before it up to this length.
            case UNTERMINATED ->
                page.length - place > HtmlScanner.TOKEN_LIMIT
                        || CUT_DOCTYPE.matcher(text(page)).matches();
            default -> false;
        };
        return new Trial(documented ? Verdict.DECLINED : Verdict.MISSED, reason.label() + ", place " + place);
    }

    private static boolean isPlace(byte[] page, int at) {
        if (at > 0 && at < page.length && Ascii.isLetter(page[at - 1]) && Ascii.isLetter(page[at])) {
            return false; // inside a word nothing begins
        }
        byte[] output = new byte[page.length + Pages.NOTICE.length];
        System.arraycopy(page, 0, output, 0, at);
        System.arraycopy(Pages.NOTICE, 0, output, at, Pages.NOTICE.length);
        System.arraycopy(page, at, output, at + Pages.NOTICE.length, page.length - at);
        return Pages.JUDGE.faultOf(page, output).isEmpty();
    }

    /** A smaller page with the same verdict, for whoever has to find out why. */
    static byte[] shrink(byte[] page, Verdict verdict) {
        byte[] smallest = page;
        for (int size = Math.max(1, page.length / 2);
                size > 0;
                size = smallest.length < size * 2 ? size / 2 : size - 1) {
            for (int at = 0; at + size <= smallest.length; at++) {
                byte[] without = new byte[smallest.length - size];
                System.arraycopy(smallest, 0, without, 0, at);
                System.arraycopy(smallest, at + size, without, at, without.length - at);
                if (of(without, 0).verdict() == verdict) {
                    smallest = without;
                    at--;
                }
            }
        }
        return smallest;
    }

    private static String text(byte[] page) {
        return new String(page, StandardCharsets.UTF_8);
    }

    /** The page in Java's escapes. */
    static String escaped(byte[] page) {
        StringBuilder escaped = new StringBuilder();
        text(page)
                .chars()
                .forEach(c -> escaped.append(c < ' ' || c > '~' ? String.format("\\u%04X", c) : Character.toString(c)));
        return escaped.toString();
    }
}
