package io.geocompliance.gateway.notice;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A legal notice in all its languages; a value.
 *
 * @param id letters, digits and hyphens; stands in pages, paths and records
 * @param version the operator's count
 * @param defaultLanguage one of the texts'
 * @param texts by BCP 47 tag, in alphabetical order
 * @param legalReference what counsel went by
 * @param reviewBy when counsel reads it again
 */
public record Notice(
        String id,
        int version,
        String defaultLanguage,
        Map<String, NoticeText> texts,
        Optional<String> legalReference,
        Optional<LocalDate> reviewBy) {

    public Notice {
        texts = Collections.unmodifiableMap(new TreeMap<>(texts));
        if (!texts.containsKey(defaultLanguage)) {
            throw new IllegalArgumentException("notice " + id + " has no text in its default language");
        }
    }

    /**
     * Makes a notice of what is in its directory, and names everything that is wrong with it at once.
     *
     * @param id the directory's name
     * @param settings what {@code notice.yaml} says
     * @param markdown the texts, by the BCP 47 tag that is the file's name before {@code .md}
     */
    public static Reading of(String id, NoticeSettings settings, Map<String, String> markdown) {
        return new NoticeReader(id, settings, markdown).read();
    }

    /**
     * What became of reading a notice.
     *
     * @param notice present exactly where no mistake is an {@linkplain Severity#ERROR error}
     * @param mistakes in the order of files and lines
     */
    public record Reading(Optional<Notice> notice, List<Mistake> mistakes) {
        public Reading {
            mistakes = List.copyOf(mistakes);
        }
    }

    /** Something wrong, said to the author of the file. */
    public record Mistake(Severity severity, Spot spot, String message) {}

    /** Whether a mistake can be lived with. */
    public enum Severity {
        /** The notice can't be served. */
        ERROR,
        /** It can be, but a reader is worse off, or nobody answers for it. */
        WARNING
    }

    /** Where a mistake is. */
    public sealed interface Spot {

        /**
         * In a text.
         *
         * @param file the name within the notice's directory
         * @param line from 1
         * @param column from 1, in UTF-16 units
         */
        record InText(String file, int line, int column) implements Spot {}

        /**
         * In {@code notice.yaml}.
         *
         * @param key the path of the key, such as {@code parameters.publisher}; empty is the whole file
         */
        record InSettings(String key) implements Spot {}
    }
}
