package io.geocompliance.gateway.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Entity tags of pages with a notice: {@code "x"} of the origin is {@code W/"x~gs<variant>"} outside, and back.
 *
 * <p>The suffix is read from the right, so what the origin chose may hold any byte, another gateway's suffix too. Always weak: the
 * same tag may stand for the page in gzip and in identity.
 */
final class EntityTags {

    /** RFC 9110 8.8.3: etagc is every byte but controls, space, the quote and DEL. */
    private static final Pattern TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"");

    private static final Pattern OURS =
            Pattern.compile("(?:W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)~g([sw])([a-z2-7]{8})\"");

    /** The suffix even where somebody took the quotes off. */
    private static final Pattern SUFFIX = Pattern.compile("~g[sw][a-z2-7]{8}\"?$");

    private EntityTags() {}

    /** The tag of the origin's page with this notice; empty where the origin's is not a tag. */
    static Optional<String> outward(String origin, Variant variant) {
        Matcher tag = TAG.matcher(origin);
        if (!tag.matches()) {
            return Optional.empty();
        }
        String strength = tag.group(1) == null ? "s" : "w";
        return Optional.of("W/\"" + tag.group(2) + "~g" + strength + variant.characters() + "\"");
    }

    /** The origin's own tag behind one of this variant; empty for every other. */
    static Optional<String> back(String tag, Variant variant) {
        return originOf(tag, name -> name.equals(variant.characters()));
    }

    /** The origin's own tag behind one of any variant, or the tag as it is: for writes, which speak of the origin's state. */
    static String unwrapped(String tag) {
        return originOf(tag, any -> true).orElse(tag);
    }

    /** Whether the tag is of a page with some notice. */
    static boolean isSuffixed(String tag) {
        return SUFFIX.matcher(tag).find();
    }

    /**
     * The members of If-Match or If-None-Match, over all its lines. Unlike elsewhere a backslash escapes nothing here
     * (RFC 9110 8.8.3), and commas may stand inside of quotes.
     */
    static List<String> members(List<String> lines) {
        List<String> members = new ArrayList<>();
        for (String line : lines) {
            boolean quoted = false;
            int start = 0;
            for (int i = 0; i <= line.length(); i++) {
                if (i == line.length() || line.charAt(i) == ',' && !quoted) {
                    String member = FieldValues.trim(line.substring(start, i));
                    if (!member.isEmpty()) {
                        members.add(member);
                    }
                    start = i + 1;
                } else if (line.charAt(i) == '"') {
                    quoted = !quoted;
                }
            }
        }
        return members;
    }

    private static Optional<String> originOf(String tag, Predicate<String> variant) {
        Matcher ours = OURS.matcher(tag);
        if (!ours.matches() || !variant.test(ours.group(3))) {
            return Optional.empty();
        }
        String weak = ours.group(2).equals("w") ? "W/" : "";
        return Optional.of(weak + "\"" + ours.group(1) + "\"");
    }
}
