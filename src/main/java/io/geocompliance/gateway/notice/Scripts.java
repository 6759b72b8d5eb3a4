package io.geocompliance.gateway.notice;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which script a language is written in: enough to notice a text under another language's name, and words that a screen reader
 * would mispronounce.
 */
final class Scripts {

    /** So many words in another script are no name any more but a sentence. */
    private static final int SENTENCE_WORDS = 5;

    /** Languages by their usual script (CLDR likelySubtags); of others nothing is said. */
    private static final Map<String, UnicodeScript> USUAL = usual(Map.of(
            UnicodeScript.CYRILLIC, "be bg ce kk ky mk mn ru tg tt uk",
            UnicodeScript.LATIN,
                    "az ca crh cs cy da de en es et eu fi fr ga gl hr hu id is it lt lv ms mt nb nl no pl pt ro sk sl sq sv sw tk tr uz vi",
            UnicodeScript.ARABIC, "ar ckb fa prs ps ug ur",
            UnicodeScript.HEBREW, "he yi",
            UnicodeScript.GREEK, "el",
            UnicodeScript.GEORGIAN, "ka",
            UnicodeScript.ARMENIAN, "hy",
            UnicodeScript.DEVANAGARI, "hi mr ne"));

    private Scripts() {}

    /** What is wrong with a text most of which is not in the script of its language; empty if nothing is. */
    static Optional<String> mistakeIn(NoticeText text) {
        Optional<UnicodeScript> expected = of(text.language());
        Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
        for (Prose prose : List.of(text.banner(), text.further())) {
            prose.blocks().stream()
                    .flatMap(block -> block.lines().stream())
                    .flatMap(List::stream)
                    .filter(piece -> !(piece instanceof Prose.Foreign))
                    .forEach(piece -> piece.text()
                            .codePoints()
                            .filter(Character::isLetter)
                            .forEach(letter -> letters.merge(UnicodeScript.of(letter), 1, Integer::sum)));
        }
        return letters.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .filter(most -> expected.isPresent() && most != expected.get())
                .map(most -> "most of the text is in " + inWords(most) + " letters, but `lang` would say "
                        + text.language() + ": the file's name is the language that the text is written in");
    }

    /** The first run of words that is too long for a name and not in the script of the language. */
    static Optional<String> foreignIn(String words, String language) {
        Optional<UnicodeScript> expected = of(language);
        if (expected.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder run = new StringBuilder();
        int length = 0;
        for (String word : words.strip().split("\\s+")) {
            Optional<UnicodeScript> script = scriptOf(word);
            if (script.isPresent() && script.get() != expected.get()) {
                length++;
                run.append(run.isEmpty() ? "" : " ").append(word);
                if (length == SENTENCE_WORDS) {
                    return Optional.of(run.toString());
                }
            } else if (script.isPresent()) {
                length = 0;
                run.setLength(0);
            }
        }
        return Optional.empty();
    }

    /** Of the word's first letter; none for numbers and punctuation. */
    private static Optional<UnicodeScript> scriptOf(String word) {
        return word.codePoints()
                .filter(Character::isLetter)
                .mapToObj(UnicodeScript::of)
                .findFirst();
    }

    private static Optional<UnicodeScript> of(String language) {
        Locale locale = Locale.forLanguageTag(language);
        try {
            return locale.getScript().isEmpty()
                    ? Optional.ofNullable(USUAL.get(locale.getLanguage()))
                    : Optional.of(UnicodeScript.forName(locale.getScript()));
        } catch (IllegalArgumentException severalScripts) { // such as Jpan
            return Optional.empty();
        }
    }

    private static String inWords(UnicodeScript script) {
        String name = script.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static Map<String, UnicodeScript> usual(Map<UnicodeScript, String> languages) {
        Map<String, UnicodeScript> byLanguage = new HashMap<>();
        languages.forEach((script, names) -> List.of(names.split(" ")).forEach(name -> byLanguage.put(name, script)));
        return Map.copyOf(byLanguage);
    }
}
