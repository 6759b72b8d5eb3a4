package io.geocompliance.gateway.notice;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/** The gateway's own words, {@code pages/LANGUAGE.properties}; a test holds that none lacks a word that another has. */
final class Words {

    /** A file of words for each. */
    static final Set<String> LANGUAGES = Set.of("be", "crh", "en", "fa", "ru", "uk");

    private static final Languages CHOICE = new Languages(LANGUAGES, "en");

    private static final Map<String, Words> ALL =
            LANGUAGES.stream().collect(Collectors.toUnmodifiableMap(language -> language, Words::new));

    private final String language;
    private final Map<String, String> byKey;

    private Words(String language) {
        this.language = language;
        this.byKey = read("/pages/" + language + ".properties");
    }

    /** In the language that fits best: that of a text beside them, then what the reader's browser asks for, then English. */
    static Words beside(Optional<String> text, Collection<String> acceptLanguage) {
        return Optional.ofNullable(ALL.get(CHOICE.choose(text, acceptLanguage).language()))
                .orElseThrow();
    }

    /** BCP 47 tag. */
    String language() {
        return language;
    }

    /** The value of HTML's {@code dir}. */
    String direction() {
        return NoticeText.Direction.of(language).attribute();
    }

    String get(String key) {
        String found = byKey.get(key);
        if (found == null) {
            throw new IllegalArgumentException("pages/" + language + ".properties has no " + key);
        }
        return found;
    }

    /** Every word by its key. */
    Map<String, String> all() {
        return byKey;
    }

    private static Map<String, String> read(String name) {
        Properties properties = new Properties();
        try (InputStream stream = Words.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the program lacks " + name);
            }
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toUnmodifiableMap(key -> key, properties::getProperty));
    }
}
