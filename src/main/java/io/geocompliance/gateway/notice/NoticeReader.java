package io.geocompliance.gateway.notice;

import io.geocompliance.gateway.notice.Notice.Mistake;
import io.geocompliance.gateway.notice.Notice.Reading;
import io.geocompliance.gateway.notice.Notice.Severity;
import io.geocompliance.gateway.notice.Notice.Spot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one notice's directory, checking each text and what the texts must have in common; lives for one reading. */
final class NoticeReader {

    private static final Pattern ID = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?");

    private final String id;
    private final NoticeSettings settings;
    private final Map<String, String> markdown;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final Set<String> used = new HashSet<>();

    NoticeReader(String id, NoticeSettings settings, Map<String, String> markdown) {
        this.id = id;
        this.settings = settings;
        this.markdown = new TreeMap<>(markdown);
    }

    Reading read() {
        checkSettings();
        Map<String, NoticeText> texts = new TreeMap<>();
        markdown.forEach((language, text) -> readText(language, text).ifPresent(read -> texts.put(language, read)));
        checkParameters();
        boolean good = mistakes.stream().noneMatch(mistake -> mistake.severity() == Severity.ERROR);
        return new Reading(
                good
                        ? Optional.of(new Notice(
                                id,
                                settings.version(),
                                settings.defaultLanguage(),
                                texts,
                                Optional.ofNullable(settings.legalReference()),
                                Optional.ofNullable(settings.reviewBy())))
                        : Optional.empty(),
                mistakes);
    }

    private void checkSettings() {
        if (!ID.matcher(id).matches()) {
            error("", "a notice's directory is named in lower-case letters, digits and hyphens, at most 64");
        }
        if (settings.version() < 1) {
            error("version", "versions count from 1");
        }
        if (!markdown.containsKey(settings.defaultLanguage())) {
            error(
                    "defaultLanguage",
                    "there is no text " + settings.defaultLanguage() + ".md; there are "
                            + (markdown.isEmpty() ? "none" : String.join(", ", markdown.keySet())));
        }
        if (settings.legalReference() == null) {
            warning("legalReference", "nobody can tell what counsel went by");
        }
        if (settings.reviewBy() == null) {
            warning("reviewBy", "nobody is reminded to read the text again");
        }
    }

    private Optional<NoticeText> readText(String language, String text) {
        String file = language + ".md";
        MarkupSource source = new MarkupSource(file, text);
        Parameters parameters = new Parameters(settings.parameters(), language, new NoticePaths(id));
        if (!isCanonical(language)) {
            source.error(
                    1, 1, "the file's name is not a language tag (BCP 47) in its usual spelling, such as pt-BR.md");
        }
        Optional<NoticeText> read = new AccessibleMarkup(source, parameters).read(language);
        used.addAll(parameters.used());
        read.ifPresent(good -> checkText(source, good));
        mistakes.addAll(source.mistakes());
        return read;
    }

    private void checkText(MarkupSource source, NoticeText text) {
        NoticePaths paths = new NoticePaths(id);
        String page = paths.page(text.language());
        String hide = paths.hide(text.language());
        List<Prose.Block> banner = text.banner().withoutLinksTo(hide).blocks();
        if (banner.isEmpty()
                || !banner.get(banner.size() - 1).isLinkTo(page)
                || text.banner().linkTextsTo(page).size() != 1) {
            source.error(
                    1, 1, "the banner ends with one paragraph [link text]({page}), which leads to the whole notice");
        }
        if (!text.banner().linkTextsTo(paths.plain(text.language())).isEmpty()
                || !text.further().linkTextsTo(page).isEmpty()) {
            source.error(1, 1, "{page} belongs before the line ---, {plain} after it");
        }
        List<Prose.Block> all = text.banner().blocks();
        int hiding = text.banner().linkTextsTo(hide).size();
        if (!text.further().linkTextsTo(hide).isEmpty()
                || hiding > 1
                || hiding == 1 && !all.get(all.size() - 1).isLinkTo(hide)) {
            source.error(1, 1, "[link text]({hide}) is a paragraph of its own, the last before the line ---");
        }
        Scripts.mistakeIn(text).ifPresent(mistake -> source.warning(1, 1, mistake));
    }

    private void checkParameters() {
        for (String name : new TreeSet<>(settings.parameters().keySet())) {
            String key = "parameters." + name;
            if (Parameters.RESERVED.contains(name)) {
                error(key, "{" + name + "} is made by the gateway");
            } else if (!used.contains(name)) {
                warning(key, "no text uses {" + name + "}");
            }
            checkValues(key, settings.parameters().get(name));
        }
    }

    private void checkValues(String key, NoticeSettings.@Nullable Parameter parameter) {
        if (parameter instanceof NoticeSettings.Parameter.Same same) {
            Parameters.mistakeIn(same.value()).ifPresent(mistake -> error(key, mistake));
        } else if (parameter instanceof NoticeSettings.Parameter.PerLanguage perLanguage) {
            new TreeMap<>(perLanguage.values()).forEach((language, value) -> {
                String place = key + "." + language;
                Parameters.mistakeIn(value).ifPresent(mistake -> error(place, mistake));
                if (!markdown.containsKey(language)) {
                    warning(place, "there is no text " + language + ".md");
                }
            });
        }
    }

    /** Whether it is a BCP 47 tag as the standard writes it. */
    static boolean isCanonical(String language) {
        try {
            return new Locale.Builder()
                    .setLanguageTag(language)
                    .build()
                    .toLanguageTag()
                    .equals(language);
        } catch (IllformedLocaleException e) {
            return false;
        }
    }

    private void error(String key, String message) {
        mistakes.add(new Mistake(Severity.ERROR, new Spot.InSettings(key), message));
    }

    private void warning(String key, String message) {
        mistakes.add(new Mistake(Severity.WARNING, new Spot.InSettings(key), message));
    }
}
