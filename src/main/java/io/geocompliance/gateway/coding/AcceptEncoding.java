package io.geocompliance.gateway.coding;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which codings a visitor takes (RFC 9110 12.5.3).
 *
 * <p>A member that can't be read counts as not there; one named twice counts with its lower weight: a doubt may cost bytes, never
 * a page.
 */
public final class AcceptEncoding {

    /** RFC 9110 12.4.2. */
    private static final Pattern WEIGHT = Pattern.compile("[qQ]=(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)");

    private static final String ANY = "*";

    /** Thousandths. */
    private static final int FULL_WEIGHT = 1000;

    /** Weight of each member in thousandths, by its registered name. */
    private final Map<String, Integer> weights = new HashMap<>();

    private AcceptEncoding(List<String> lines) {
        for (String member : CodingList.members(lines)) {
            List<String> parts = CodingList.split(member, ';');
            if (!parts.isEmpty()) {
                weight(parts.subList(1, parts.size()))
                        .ifPresent(weight -> weights.merge(registered(parts.get(0)), weight, Math::min));
            }
        }
    }

    /**
     * What to ask an origin for on behalf of a visitor whose page may get an insertion.
     *
     * <p>Asks for gzip only if the visitor named it or {@code *}, and did not name identity as the better one. A visitor who sent
     * no such field would have to take anything by the letter, but is mostly a simple tool that can decode nothing.
     *
     * @param lines all Accept-Encoding lines of the request
     * @return {@code gzip} or {@code identity}
     */
    public static String narrowed(List<String> lines) {
        AcceptEncoding accepted = new AcceptEncoding(lines);
        int gzip = accepted.weightOf(ContentCoding.GZIP).orElse(0);
        int identity = accepted.weights.getOrDefault(ContentCoding.IDENTITY.token(), 0);
        return (gzip > 0 && gzip >= identity ? ContentCoding.GZIP : ContentCoding.IDENTITY).token();
    }

    /**
     * Whether a visitor takes a coding.
     *
     * @param lines all Accept-Encoding lines of the request; none is any coding, an empty one is identity alone
     */
    public static boolean accepts(List<String> lines, ContentCoding coding) {
        return lines.isEmpty()
                || new AcceptEncoding(lines)
                        .weightOf(coding)
                        .map(weight -> weight > 0)
                        .orElse(coding == ContentCoding.IDENTITY);
    }

    /** Empty if neither the coding nor {@code *} is named. */
    private Optional<Integer> weightOf(ContentCoding coding) {
        return Optional.ofNullable(weights.getOrDefault(coding.token(), weights.get(ANY)));
    }

    private static String registered(String name) {
        return ContentCoding.named(name).map(ContentCoding::token).orElse(name.toLowerCase(Locale.ROOT));
    }

    /** The weight among a member's parameters, 1 if it has none, empty if it can't be read. */
    private static Optional<Integer> weight(List<String> parameters) {
        for (String parameter : parameters) {
            if (parameter.startsWith("q") || parameter.startsWith("Q")) {
                Matcher matcher = WEIGHT.matcher(parameter);
                return matcher.matches() ? Optional.of(thousandths(matcher.group(1))) : Optional.empty();
            }
        }
        return Optional.of(FULL_WEIGHT);
    }

    private static int thousandths(String qvalue) {
        return (int) Math.round(Double.parseDouble(qvalue) * FULL_WEIGHT);
    }
}
