package io.geocompliance.gateway.rules;

import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A path pattern: {@code *} within a segment, {@code **} for any number of whole segments (none included), all else literal.
 *
 * <p>{@code /api/**} matches {@code /api}, {@code /api/} and everything below. Matching needs no memory, and time proportional to
 * the path for a given pattern: after a mismatch only the last {@code *} and the last {@code **} are ever tried again.
 *
 * @param pattern begins with {@code /}; in the form of {@link NormalizedPath#normalized}, so non-ASCII is percent-encoded
 */
public record PathGlob(String pattern) {

    private static final String ANY_SEGMENTS = "/**";

    /** A segment that no pattern names. */
    private static final String UNHEARD_OF = "any~name";

    public PathGlob {
        mistakeIn(pattern).ifPresent(mistake -> {
            throw new IllegalArgumentException(mistake);
        });
    }

    /** What is wrong with a pattern, as a sentence for its author; empty if it is good. */
    public static Optional<String> mistakeIn(String pattern) {
        if (!pattern.startsWith("/")) {
            return Optional.of("a path pattern begins with /");
        }
        for (String segment : pattern.substring(1).split("/", -1)) {
            if (segment.contains("**") && !segment.equals("**")) {
                return Optional.of("** stands for whole segments: write it between slashes, as in /api/**");
            }
        }
        if (pattern.indexOf('?') >= 0 || pattern.indexOf('#') >= 0) {
            return Optional.of("a path pattern speaks of the path alone: no ? and no #");
        }
        NormalizedPath path = NormalizedPath.of(pattern);
        return path.normalized().equals(pattern)
                ? Optional.empty()
                : Optional.of("this pattern can't match, since paths are normalised first: write " + path.normalized());
    }

    /** Whether a path, without query, is one of those meant. */
    public boolean matches(String path) {
        if (!path.startsWith("/")) {
            return false;
        }
        // Positions are those of the slash before a segment; the length means "no segment left".
        int p = 0;
        int s = 0;
        int afterAny = -1;
        int anyUntil = 0;
        while (s < path.length()) {
            if (isAnySegments(p)) {
                p = next(pattern, p);
                afterAny = p;
                anyUntil = s;
            } else if (p < pattern.length() && segmentMatches(p, path, s)) {
                p = next(pattern, p);
                s = next(path, s);
            } else if (afterAny >= 0) {
                anyUntil = next(path, anyUntil);
                s = anyUntil;
                p = afterAny;
            } else {
                return false;
            }
        }
        while (isAnySegments(p)) {
            p = next(pattern, p);
        }
        return p == pattern.length();
    }

    /**
     * Whether every path that another pattern means is meant by this one. Tried with names that stand in no pattern, for as many
     * segments as this one could tell apart.
     */
    public boolean covers(PathGlob other) {
        int depth = (int) pattern.chars().filter(c -> c == '/').count() + 1;
        return examples(other.pattern, depth).allMatch(this::matches);
    }

    /** A path that it means. */
    public String example() {
        return examples(pattern, 1).reduce("/", (first, last) -> last);
    }

    /** The paths of a pattern with up to so many segments for each {@code **}. */
    private static Stream<String> examples(String pattern, int depth) {
        int any = (pattern + '/').indexOf(ANY_SEGMENTS + '/');
        if (any < 0) {
            return pattern.contains("*")
                    ? Stream.of(pattern.replace("*", ""), pattern.replace("*", UNHEARD_OF))
                    : Stream.of(pattern);
        }
        String before = pattern.substring(0, any);
        String after = pattern.substring(any + ANY_SEGMENTS.length());
        return IntStream.rangeClosed(0, depth)
                .mapToObj(segments -> before + ("/" + UNHEARD_OF).repeat(segments) + after)
                .map(path -> path.isEmpty() ? "/" : path)
                .flatMap(path -> examples(path, depth));
    }

    private boolean isAnySegments(int p) {
        return pattern.startsWith(ANY_SEGMENTS, p) && next(pattern, p) == p + ANY_SEGMENTS.length();
    }

    private boolean segmentMatches(int patternSlash, String path, int pathSlash) {
        int patternEnd = next(pattern, patternSlash);
        int pathEnd = next(path, pathSlash);
        int p = patternSlash + 1;
        int s = pathSlash + 1;
        int afterStar = -1;
        int starUntil = 0;
        while (s < pathEnd) {
            if (p < patternEnd && pattern.charAt(p) == '*') {
                p++;
                afterStar = p;
                starUntil = s;
            } else if (p < patternEnd && pattern.charAt(p) == path.charAt(s)) {
                p++;
                s++;
            } else if (afterStar >= 0) {
                starUntil++;
                s = starUntil;
                p = afterStar;
            } else {
                return false;
            }
        }
        while (p < patternEnd && pattern.charAt(p) == '*') {
            p++;
        }
        return p == patternEnd;
    }

    private static int next(String text, int slash) {
        int at = text.indexOf('/', slash + 1);
        return at < 0 ? text.length() : at;
    }
}
