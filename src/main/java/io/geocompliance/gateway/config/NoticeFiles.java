package io.geocompliance.gateway.config;

import io.geocompliance.gateway.notice.Notice;
import io.geocompliance.gateway.notice.NoticeSettings;
import io.geocompliance.gateway.notice.NoticeSettings.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the directory of notices: one directory for each, with {@code notice.yaml} and one text per language. */
final class NoticeFiles {

    private static final String SETTINGS = "notice.yaml";
    private static final String TEXT_ENDING = ".md";

    private static final Key<Integer> VERSION = Key.required(
            "version",
            Scalar.integer(1, 999_999_999),
            "Counted up when the meaning changes; written into every record.");
    private static final Key<String> DEFAULT_LANGUAGE = Key.required(
            "defaultLanguage",
            Scalar.matching("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", "a language tag such as en or pt-BR", tag -> tag),
            "The language (BCP 47) of the text that is served where neither page nor reader asks for another.");
    private static final Key<List<MapOf.Named<Parameter>>> PARAMETERS = Key.defaulted(
            "parameters",
            new MapOf<>(
                    "parameters by name",
                    Scalar.matching(
                            "[A-Za-z][A-Za-z0-9]{0,63}", "a parameter's name such as publisherUrl", name -> name),
                    new ParameterText()),
            "{}",
            "Values for the `{placeholders}` of the texts: one for all languages, or one for each.");
    private static final Key<String> LEGAL_REFERENCE =
            Key.optional("legalReference", Scalars.TEXT, "What counsel went by. Absent: a warning.");
    private static final Key<LocalDate> REVIEW_BY =
            Key.optional("reviewBy", Scalars.DATE, "When counsel reads it again. Absent: a warning.");

    /** How notice.yaml is written. */
    static final Section<NoticeSettings> FILE = Section.of(
            "a notice's settings",
            List.of(VERSION, DEFAULT_LANGUAGE, PARAMETERS, LEGAL_REFERENCE, REVIEW_BY),
            fields -> {
                Map<String, Parameter> parameters = new LinkedHashMap<>();
                fields.get(PARAMETERS)
                        .forEach(named -> named.value().ifPresent(value -> parameters.put(named.name(), value)));
                return new NoticeSettings(
                        fields.get(VERSION),
                        fields.get(DEFAULT_LANGUAGE),
                        parameters,
                        fields.find(LEGAL_REFERENCE).orElse(null),
                        fields.find(REVIEW_BY).orElse(null));
            });

    private final Map<String, Optional<Notice>> notices = new TreeMap<>();
    private final Map<String, Position> positions = new HashMap<>();
    private final SourceFiles files;
    private final Reading reading;

    NoticeFiles(SourceFiles files, Reading reading) {
        this.files = files;
        this.reading = reading;
    }

    /** Reads all of them. */
    void read(Path directory) {
        for (Path each : list(directory)) {
            // Kubernetes mounts a volume's versions as hidden directories beside the visible links.
            if (Files.isDirectory(each) && !name(each).startsWith(".")) {
                notices.put(name(each), notice(each));
            }
        }
    }

    /** By id; a value that is empty stands for a notice that can't be read, whose id is still known. */
    Map<String, Optional<Notice>> notices() {
        return Collections.unmodifiableMap(notices);
    }

    /** Where things stand, by {@code notice ID} and {@code notice ID KEY}; keys of notice.yaml that are absent stand nowhere. */
    Map<String, Position> positions() {
        return Collections.unmodifiableMap(positions);
    }

    private Optional<Notice> notice(Path directory) {
        String id = name(directory);
        if (Scalars.NAME.parse().apply(id).isEmpty()) {
            reading.problems()
                    .error(
                            Position.whole(directory.toString()),
                            "a notice's directory is its id; expected " + Scalars.NAME.expected() + ".");
        }
        Path file = directory.resolve(SETTINGS);
        Optional<Yaml> yaml = files.text("notice " + id + "/" + SETTINGS, file)
                .flatMap(text -> YamlText.parse(file.toString(), text, reading.problems()));
        Optional<NoticeSettings> settings = yaml.flatMap(content -> FILE.read(content, reading));
        Map<String, String> texts = texts(directory);
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        positions.put("notice " + id, find(yaml.get(), DEFAULT_LANGUAGE.name()));
        positions.put("notice " + id + " " + REVIEW_BY.name(), find(yaml.get(), REVIEW_BY.name()));
        Notice.Reading read = Notice.of(id, settings.get(), texts);
        read.mistakes().forEach(mistake -> report(mistake, directory, yaml.get()));
        return read.notice();
    }

    private Map<String, String> texts(Path directory) {
        Map<String, String> texts = new TreeMap<>();
        for (Path file : list(directory)) {
            String name = name(file);
            if (name.endsWith(TEXT_ENDING)) {
                files.text("notice " + name(directory) + "/" + name, file)
                        .ifPresent(text -> texts.put(name.substring(0, name.length() - TEXT_ENDING.length()), text));
            } else if (!name.equals(SETTINGS) && !name.startsWith(".")) {
                reading.problems()
                        .warning(
                                Position.whole(file.toString()),
                                "this is neither notice.yaml nor a text such as en.md, and is not used.");
            }
        }
        return texts;
    }

    private void report(Notice.Mistake mistake, Path directory, Yaml settings) {
        Position position;
        if (mistake.spot() instanceof Notice.Spot.InText text) {
            position = new Position(directory.resolve(text.file()).toString(), text.line(), text.column());
        } else if (mistake.spot() instanceof Notice.Spot.InSettings in) {
            position = find(settings, in.key());
        } else {
            position = Position.whole(directory.toString());
        }
        String sentence = Sentence.ended(mistake.message());
        if (mistake.severity() == Notice.Severity.ERROR) {
            reading.problems().error(position, sentence);
        } else {
            reading.problems().warning(position, sentence);
        }
    }

    /** Where a key such as {@code parameters.publisher} stands; as much of the way as there is. */
    private static Position find(Yaml settings, String key) {
        Yaml at = settings;
        Position position = at.position();
        for (String name : key.split("\\.")) {
            Yaml.Entry entry =
                    at instanceof Yaml.Mapping mapping ? mapping.entries().get(name) : null;
            if (entry == null) {
                return position;
            }
            position = entry.position();
            at = entry.value();
        }
        return position;
    }

    private List<Path> list(Path directory) {
        files.watch(directory);
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            reading.problems()
                    .error(Position.whole(directory.toString()), "this directory can't be read; may this user?");
            return new ArrayList<>();
        }
    }

    /** The last element, without the slash that archives put behind a directory's. */
    private static String name(Path path) {
        return String.valueOf(path.getFileName()).replace("/", "");
    }

    /** A parameter's value: a text for all languages, or one for each. */
    private static final class ParameterText implements Shape<Parameter> {

        private static final MapOf<String> LANGUAGES = new MapOf<>("values by language", Scalars.NAME, Scalars.TEXT);

        @Override
        public Optional<Parameter> read(Yaml yaml, Reading reading) {
            if (yaml instanceof Yaml.Text) {
                return Scalars.TEXT.read(yaml, reading).map(Parameter.Same::new);
            }
            if (!(yaml instanceof Yaml.Mapping)) {
                return refuse(yaml, reading);
            }
            return LANGUAGES.read(yaml, reading).map(named -> {
                Map<String, String> values = new LinkedHashMap<>();
                named.forEach(each -> each.value().ifPresent(value -> values.put(each.name(), value)));
                return new Parameter.PerLanguage(values);
            });
        }

        @Override
        public String expected() {
            return "a text, or a text for each language such as {en: …, ru: …}";
        }

        @Override
        public Map<String, Object> schema() {
            return Map.of("anyOf", List.of(Scalars.TEXT.schema(), LANGUAGES.schema()));
        }
    }
}
