package io.geocompliance.gateway.notice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The languages in which a notice exists, and the choice among them: the page's, then the reader's, then the default.
 *
 * <p>Only a shorter form of the same tag is a match (RFC 4647 3.4, lookup). Which other language a reader may be expected to
 * understand is a political guess, and not made.
 *
 * @param available BCP 47 tags
 * @param fallback one of them
 */
public record Languages(Set<String> available, String fallback) {

    /** Beyond this the rest of the ranges is not looked at: browsers send fewer than ten. */
    private static final int MAX_RANGES = 64;

    private static final Pattern RANGE = Pattern.compile("[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*+");

    /** RFC 9110 12.4.2. */
    private static final Pattern WEIGHT = Pattern.compile("[Qq]=(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)");

    public Languages {
        available = Set.copyOf(available);
        if (!available.contains(fallback)) {
            throw new IllegalArgumentException("the default language is none of those available");
        }
    }

    /**
     * The language for one visit.
     *
     * @param page what the page's {@code <html lang>} says
     * @param acceptLanguage the field lines of the request, in order
     */
    public Choice choose(Optional<String> page, Collection<String> acceptLanguage) {
        return page.flatMap(this::lookup)
                .map(language -> new Choice(language, Cause.PAGE))
                .or(() -> accepted(acceptLanguage).map(language -> new Choice(language, Cause.ACCEPT_LANGUAGE)))
                .orElseGet(() -> new Choice(fallback, Cause.DEFAULT));
    }

    /** The language that Accept-Language asks for, if there is one; malformed members are ignored. */
    public Optional<String> accepted(Collection<String> acceptLanguage) {
        return ranges(acceptLanguage).stream()
                .map(range -> lookup(range.tag()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> lookup(String range) {
        String left = range.strip();
        if (!RANGE.matcher(left).matches()) {
            return Optional.empty();
        }
        while (true) {
            for (String tag : available) {
                if (tag.equalsIgnoreCase(left)) {
                    return Optional.of(tag);
                }
            }
            int cut = left.lastIndexOf('-');
            if (cut < 0) {
                return Optional.empty();
            }
            // RFC 4647 drops a single letter along with what it introduced; no tag ends in one, so that needs no step
            // of its own.
            left = left.substring(0, cut);
        }
    }

    /** By falling weight; equal weights stay in the order of the field. */
    private static List<Range> ranges(Collection<String> lines) {
        List<Range> ranges = new ArrayList<>();
        for (String line : lines) {
            for (String member : line.split(",", MAX_RANGES + 1)) {
                if (ranges.size() < MAX_RANGES) {
                    Range.parse(member).ifPresent(ranges::add);
                }
            }
        }
        ranges.sort(Comparator.comparingInt(Range::weight).reversed());
        return ranges;
    }

    /**
     * A wanted language.
     *
     * @param weight in thousandths, 1 to 1000
     */
    private record Range(String tag, int weight) {

        static Optional<Range> parse(String member) {
            int semicolon = member.indexOf(';');
            String tag = (semicolon < 0 ? member : member.substring(0, semicolon)).strip();
            int weight = semicolon < 0
                    ? 1000
                    : thousandths(member.substring(semicolon + 1).strip());
            // "*" means any other language: that is what the default is for.
            return weight > 0 && RANGE.matcher(tag).matches()
                    ? Optional.of(new Range(tag.toLowerCase(Locale.ROOT), weight))
                    : Optional.empty();
        }

        private static int thousandths(String parameter) {
            var matcher = WEIGHT.matcher(parameter);
            return matcher.matches() ? (int) Math.round(Double.parseDouble(matcher.group(1)) * 1000) : 0;
        }
    }

    /** A language, and who chose it. */
    public record Choice(String language, Cause cause) {}

    /** Who chose the language. */
    public enum Cause {
        PAGE,
        ACCEPT_LANGUAGE,
        DEFAULT
    }
}
