package io.geocompliance.gateway.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lets one inline style element through the policies of a page, and nothing else.
 *
 * <p>Every policy must allow it, so every one is amended (CSP3 4.2.1). What a policy allowed before it still allows: a hash would
 * switch {@code 'unsafe-inline'} off and kill the page's own styles, so such a policy, which lets the notice's style through
 * anyway, is left alone.
 */
final class ContentSecurityPolicy {

    /** Both headers that carry policies; a report-only one would else send a report per reader. */
    static final List<String> HEADERS = List.of("Content-Security-Policy", "Content-Security-Policy-Report-Only");

    /** What governs {@code <style>}, the most special first (CSP3 6.8.3, fallback list of style-src-elem). */
    private static final List<String> EFFECTIVE = List.of("style-src-elem", "style-src", "default-src");

    /** Takes part in deciding whether {@code 'unsafe-inline'} counts (CSP3 6.7.3.2). */
    private static final Pattern HASH_OR_NONCE = Pattern.compile("(?i)'(sha256|sha384|sha512|nonce)-[^']+'");

    private ContentSecurityPolicy() {}

    /** The value of one line with every policy in it amended; what needs no change stays as it was, byte for byte. */
    static String amend(String line, String styleHash) {
        String source = "'" + styleHash + "'";
        List<String> policies = new ArrayList<>();
        for (String policy : line.split(",", -1)) {
            policies.add(amendPolicy(policy, source));
        }
        return String.join(",", policies);
    }

    private static String amendPolicy(String policy, String source) {
        String[] texts = policy.split(";", -1);
        for (String name : EFFECTIVE) {
            for (int i = 0; i < texts.length; i++) {
                Optional<Directive> directive =
                        Directive.parse(texts[i]).filter(found -> found.name().equals(name));
                if (directive.isPresent()) { // the first of equal ones; a browser ignores the rest
                    return amendAt(texts, i, directive.get(), source);
                }
            }
        }
        return policy;
    }

    private static String amendAt(String[] texts, int at, Directive directive, String source) {
        if (directive.allowsAllInline() || directive.sources().contains(source)) {
            return String.join(";", texts);
        }
        if (!directive.name().equals("default-src")) {
            texts[at] = leadingSpace(texts[at]) + directive.with(source);
            return String.join(";", texts);
        }
        String policy = String.join(";", texts);
        String added = "style-src"
                + directive.with(source).substring(directive.spelling().length());
        return policy.stripTrailing().endsWith(";") ? policy.stripTrailing() + " " + added : policy + "; " + added;
    }

    private static String leadingSpace(String text) {
        return text.substring(0, text.length() - text.stripLeading().length());
    }

    /**
     * One directive of a policy.
     *
     * @param name in lower case
     * @param spelling the name as written
     */
    private record Directive(String name, String spelling, List<String> sources) {

        static Optional<Directive> parse(String text) {
            String[] tokens = text.strip().split("[\\t\\n\\f\\r ]+");
            return tokens[0].isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Directive(
                            tokens[0].toLowerCase(Locale.ROOT),
                            tokens[0],
                            List.of(tokens).subList(1, tokens.length)));
        }

        boolean allowsAllInline() {
            return sources.stream().anyMatch("'unsafe-inline'"::equalsIgnoreCase)
                    && sources.stream()
                            .noneMatch(source -> HASH_OR_NONCE.matcher(source).matches());
        }

        /** With one more source; {@code 'none'} means nothing beside another, and goes. */
        String with(String source) {
            return sources.stream()
                    .filter(existing -> !existing.equalsIgnoreCase("'none'"))
                    .collect(Collectors.joining(" ", spelling + " ", " "))
                    .strip()
                    .concat(" " + source);
        }
    }
}
