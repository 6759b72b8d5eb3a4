package io.geocompliance.gateway.html;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What became of one page, whole and cut: right, untouched for a good reason, or a fault. */
record Trial(Verdict verdict, String detail) {

    /** How a page can come out. */
    enum Verdict {
        INJECTED,
        /** Untouched, and no place exists. */
        UNTOUCHED,
        /** Untouched by a documented limit, though a place exists. */
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
        OptionalInt place = Pages.JUDGE.placeIn(page);
        if (place.isEmpty()) {
            return new Trial(Verdict.UNTOUCHED, reason.label());
        }
        String before = text(Arrays.copyOf(page, place.getAsInt()));
        String behind = text(Arrays.copyOfRange(page, place.getAsInt(), page.length));
        return Arrays.stream(Limit.values())
                .filter(limit -> limit.reason == reason && limit.holds.test(before, behind))
                .findFirst()
                .map(limit -> new Trial(Verdict.DECLINED, reason.label() + ": " + limit))
                .orElse(new Trial(Verdict.MISSED, reason.label() + ", place " + place.getAsInt()));
    }

    /** What the scanner is documented not to follow, though a place exists: each as narrow as its text allows. */
    private enum Limit {
        /** Decision 0004: SVG or MathML in an implied body, and the bytes of a frameset's tag behind it. */
        FOREIGN_THEN_FRAMESET(Outcome.Reason.FRAMESET, behind("<(svg|math)\\b.*<frameset")),
        /** Decision 0004: an input, of which an attribute decides, in an implied body, and the bytes of a frameset's tag behind it. */
        INPUT_THEN_FRAMESET(Outcome.Reason.FRAMESET, behind("<input\\b.*<frameset")),
        /** Decision 0004: a template in head, which Chromium doesn't take as content, then a body's end tag and a frameset. */
        TEMPLATE_THEN_FRAMESET(
                Outcome.Reason.FRAMESET, before("<template\\b").and(behind("</(body|html)\\b.*<frameset\\b"))),
        /** Decision 0061: SVG or MathML in a template in head, of which more of the tree would be needed. */
        FOREIGN_IN_TEMPLATE(Outcome.Reason.LIMIT, before("<template\\b.*<(svg|math)\\b")),
        /** Decision 0061: a tag in a template in head that parsers may ignore. */
        IGNORED_IN_TEMPLATE(Outcome.Reason.LIMIT, before("<template\\b.*<(select|col)\\b")),
        /** Decision 0060: an unfinished tag at the page's end that is too long to be kept. */
        LONG_TAG_AT_END(Outcome.Reason.UNTERMINATED, (before, behind) -> behind.length() > HtmlScanner.LOOK_BACK);

        private final Outcome.Reason reason;
        private final BiPredicate<String, String> holds;

        Limit(Outcome.Reason reason, BiPredicate<String, String> holds) {
            this.reason = reason;
            this.holds = holds;
        }

        /** Of what stands behind the place. */
        private static BiPredicate<String, String> behind(String regex) {
            Pattern pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
            return (before, behind) -> pattern.matcher(behind).find();
        }

        /** Of what stands before the place. */
        private static BiPredicate<String, String> before(String regex) {
            Pattern pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
            return (before, behind) -> pattern.matcher(before).find();
        }
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
