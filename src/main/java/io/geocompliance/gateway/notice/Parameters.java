package io.geocompliance.gateway.notice;

import io.geocompliance.gateway.notice.NoticeSettings.Parameter;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The placeholders of one text: the operator's values and the gateway's own; remembers which were asked for. */
final class Parameters {

    /** Leads to the notice's own page. */
    static final String PAGE = "page";

    /** Leads to the page without style. */
    static final String PLAIN = "plain";

    /** Hides the bar, where that is allowed. */
    static final String HIDE = "hide";

    static final Set<String> RESERVED = Set.of(PAGE, PLAIN, HIDE);

    /** Where CLDR abbreviates the word for year: it is read out badly, and its full stop meets that of the sentence. */
    private static final Map<String, String> WHOLE_DATES =
            Map.of("be", "d MMMM y 'года'", "ru", "d MMMM y 'года'", "uk", "d MMMM y 'року'");

    /** Months of languages that Java has none for, as they stand after a day. */
    private static final Map<String, List<String>> MONTHS = Map.of(
            "crh",
            List.of(
                    "yanvar", "fevral", "mart", "aprel", "mayıs", "iyün", "iyül", "avgust", "sentâbr", "oktâbr",
                    "noyabr", "dekabr"));

    private final Map<String, Parameter> values;
    private final String language;
    private final NoticePaths paths;
    private final Set<String> used = new TreeSet<>();

    Parameters(Map<String, Parameter> values, String language, NoticePaths paths) {
        this.values = values;
        this.language = language;
        this.paths = paths;
    }

    /** The paths that links may name besides addresses of the web. */
    Set<String> ownPaths() {
        return Set.of(paths.page(language), paths.plain(language), paths.hide(language));
    }

    /** BCP 47 tag of the text. */
    String language() {
        return language;
    }

    /** The names that the text asked for. */
    Set<String> used() {
        return Set.copyOf(used);
    }

    Optional<String> value(String name) {
        used.add(name);
        if (name.equals(PAGE)) {
            return Optional.of(paths.page(language));
        }
        if (name.equals(PLAIN)) {
            return Optional.of(paths.plain(language));
        }
        if (name.equals(HIDE)) {
            return Optional.of(paths.hide(language));
        }
        Parameter parameter = values.get(name);
        if (parameter instanceof Parameter.Same same) {
            return Optional.of(written(same.value()));
        }
        return parameter instanceof Parameter.PerLanguage perLanguage
                ? Optional.ofNullable(perLanguage.values().get(language)).map(this::written)
                : Optional.empty();
    }

    String whyMissing(String name) {
        return values.containsKey(name)
                ? "parameter " + name + " has no value for language " + language
                : "no parameter is called " + name + "; notice.yaml has "
                        + (values.isEmpty() ? "none" : String.join(", ", new TreeSet<>(values.keySet())));
    }

    /** What keeps a value from being put into a text, as a sentence; empty if nothing does. */
    static Optional<String> mistakeIn(String value) {
        if (value.isBlank()) {
            return Optional.of("a value that says nothing");
        }
        return value.chars().anyMatch(Parameters::isUnfit)
                ? Optional.of("a value is one line, without control characters")
                : Optional.empty();
    }

    /** Whether a character has no place in running text: some have no numeric reference that means them (HTML 13.2.5.80). */
    static boolean isUnfit(int c) {
        return Character.isISOControl(c) || c == '\uFEFF' || c >= 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF;
    }

    private String written(String value) {
        try {
            LocalDate date = LocalDate.parse(value);
            List<String> months = MONTHS.get(Locale.forLanguageTag(language).getLanguage());
            return months == null
                    ? date.format(dates())
                    : date.getDayOfMonth() + " " + months.get(date.getMonthValue() - 1) + " " + date.getYear();
        } catch (DateTimeParseException notADate) {
            return value;
        }
    }

    private DateTimeFormatter dates() {
        Locale locale = Locale.forLanguageTag(language);
        String pattern = WHOLE_DATES.get(locale.getLanguage());
        return pattern == null
                ? DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale)
                : DateTimeFormatter.ofPattern(pattern, locale);
    }
}
