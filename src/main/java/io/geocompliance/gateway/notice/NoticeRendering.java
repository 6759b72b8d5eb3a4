package io.geocompliance.gateway.notice;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A notice as it looks on sites with one look: its fragments in every language and state, and their name for entity tags. */
public final class NoticeRendering {

    /** 40 bits: enough that two editions of one notice don't meet, short enough for a tag. */
    private static final int VARIANT_CHARACTERS = 8;

    private final Notice notice;
    private final Map<State, Map<String, Fragment>> fragments;
    private final Map<String, String> variants;

    /**
     * What of one visit a fragment depends on, beside its language.
     *
     * @param hidden whether the reader has hidden the bar
     * @param skipLinkInPage whether the page begins with a skip link of its own, so that ours would only be in its way
     */
    public record State(boolean hidden, boolean skipLinkInPage) {

        /** Of a reader who has hidden nothing, on a page without skip links. */
        public static final State FIRST = new State(false, false);
    }

    NoticeRendering(Notice notice, LookSettings look, String gatewayVersion) {
        this.notice = notice;
        Map<State, Map<String, Fragment>> rendered = new HashMap<>();
        for (boolean hidden : look.dismissible() ? List.of(false, true) : List.of(false)) {
            for (boolean skipLinkInPage : look.skipLinks().isEmpty() ? List.of(false) : List.of(false, true)) {
                State state = new State(hidden, skipLinkInPage);
                Map<String, Fragment> byLanguage = new TreeMap<>();
                notice.texts()
                        .forEach((language, text) -> byLanguage.put(
                                language, Fragment.of(notice.id(), text, new Fragment.Shape(look, state))));
                rendered.put(state, Collections.unmodifiableMap(byLanguage));
            }
        }
        this.fragments = Map.copyOf(rendered);
        Map<String, String> named = new HashMap<>();
        for (boolean hidden : List.of(false, true)) {
            named.put(key(hidden, ""), variantOf(look.style(), gatewayVersion, key(hidden, "")));
            notice.texts()
                    .keySet()
                    .forEach(language -> named.put(
                            key(hidden, language), variantOf(look.style(), gatewayVersion, key(hidden, language))));
        }
        this.variants = Map.copyOf(named);
    }

    /**
     * The bytes for one page.
     *
     * @param language one of the notice's
     */
    public Fragment fragment(String language, State state) {
        Fragment fragment = fragments(state).get(language);
        if (fragment == null) {
            throw new IllegalArgumentException("notice " + notice.id() + " has no such language");
        }
        return fragment;
    }

    /** By language, in alphabetical order. */
    public Map<String, Fragment> fragments(State state) {
        boolean byHiding = fragments.containsKey(new State(true, false));
        boolean bySkipLink = fragments.containsKey(new State(false, true));
        State known = new State(state.hidden() && byHiding, state.skipLinkInPage() && bySkipLink);
        return Optional.ofNullable(fragments.get(known)).orElseThrow();
    }

    /** Every fragment that may be served. */
    public List<Fragment> all() {
        return fragments.values().stream()
                .flatMap(byLanguage -> byLanguage.values().stream())
                .distinct()
                .toList();
    }

    /** SHA-256 of the style in base64; the same in every language. */
    public Optional<String> styleSha256(boolean hidden) {
        return fragments(new State(hidden, false)).values().iterator().next().styleSha256();
    }

    /**
     * Eight characters of {@code a-z2-7} that change whenever any page with this notice may change its bytes.
     *
     * @param acceptedLanguage what {@link Languages#accepted} says of the request
     */
    public String variant(Optional<String> acceptedLanguage, boolean hidden) {
        String variant = variants.get(key(hidden, acceptedLanguage.orElse("")));
        if (variant == null) {
            throw new IllegalArgumentException("notice " + notice.id() + " has no such language");
        }
        return variant;
    }

    private static String key(boolean hidden, String acceptedLanguage) {
        return (hidden ? "hidden " : "") + acceptedLanguage;
    }

    /** Whether the page has skip links is a function of the origin's bytes, which the rest of the tag stands for. */
    private String variantOf(LookSettings.Style style, String gatewayVersion, String key) {
        List<String> parts = new ArrayList<>();
        parts.add(notice.id());
        parts.add(Integer.toString(notice.version()));
        parts.add(notice.defaultLanguage());
        for (boolean hidden : List.of(false, true)) {
            for (boolean skipLinkInPage : List.of(false, true)) {
                fragments(new State(hidden, skipLinkInPage)).forEach((language, fragment) -> {
                    parts.add(language);
                    parts.add(fragment.sha256());
                });
            }
        }
        parts.add(style.name());
        parts.add(gatewayVersion);
        parts.add(key);
        return ContentHash.of(parts).base32(VARIANT_CHARACTERS);
    }
}
