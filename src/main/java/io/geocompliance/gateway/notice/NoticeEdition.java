package io.geocompliance.gateway.notice;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A notice made ready to be served: its fragments in every language, and the name of the whole for entity tags. */
public final class NoticeEdition {

    /** 40 bits: enough that two editions of one notice don't meet, short enough for a tag. */
    private static final int VARIANT_CHARACTERS = 8;

    private final Notice notice;
    private final Languages languages;
    private final NoticePaths paths;
    private final Map<String, Fragment> fragments;
    private final Map<String, String> variants;

    NoticeEdition(Notice notice, Fragment.Style style, String gatewayVersion) {
        this.notice = notice;
        this.languages = new Languages(notice.texts().keySet(), notice.defaultLanguage());
        this.paths = new NoticePaths(notice.id());
        Map<String, Fragment> rendered = new TreeMap<>();
        notice.texts().forEach((language, text) -> rendered.put(language, Fragment.of(notice.id(), text, style)));
        this.fragments = Collections.unmodifiableMap(rendered);
        Map<String, String> named = new TreeMap<>();
        named.put("", variantOf(style, gatewayVersion, ""));
        rendered.keySet().forEach(language -> named.put(language, variantOf(style, gatewayVersion, language)));
        this.variants = Collections.unmodifiableMap(named);
    }

    /** The notice itself. */
    public Notice notice() {
        return notice;
    }

    /** The languages to choose from. */
    public Languages languages() {
        return languages;
    }

    /**
     * The bytes in a language.
     *
     * @param language one that {@link #languages} chose
     */
    public Fragment fragment(String language) {
        Fragment fragment = fragments.get(language);
        if (fragment == null) {
            throw new IllegalArgumentException("notice " + notice.id() + " has no such language");
        }
        return fragment;
    }

    /** Every fragment by language, in alphabetical order. */
    public Map<String, Fragment> fragments() {
        return fragments;
    }

    /** The path of the notice's own page. */
    public String pagePath(String language) {
        return paths.page(language);
    }

    /** The path of the page without style. */
    public String plainPath(String language) {
        return paths.plain(language);
    }

    /** Eight characters of {@code a-z2-7} that change whenever any page with this notice may change its bytes. */
    public String variant() {
        return variantFor(Optional.empty());
    }

    /**
     * The same where the reader's languages may choose the text.
     *
     * @param acceptedLanguage what {@link Languages#accepted} says of the request
     */
    public String variantFor(Optional<String> acceptedLanguage) {
        String variant = variants.get(acceptedLanguage.orElse(""));
        if (variant == null) {
            throw new IllegalArgumentException("notice " + notice.id() + " has no such language");
        }
        return variant;
    }

    private String variantOf(Fragment.Style style, String gatewayVersion, String acceptedLanguage) {
        List<String> parts = new ArrayList<>();
        parts.add(notice.id());
        parts.add(Integer.toString(notice.version()));
        parts.add(notice.defaultLanguage());
        fragments.forEach((language, fragment) -> {
            parts.add(language);
            parts.add(fragment.sha256());
        });
        parts.add(style.name());
        parts.add(gatewayVersion);
        parts.add(acceptedLanguage);
        return ContentHash.of(parts).base32(VARIANT_CHARACTERS);
    }
}
