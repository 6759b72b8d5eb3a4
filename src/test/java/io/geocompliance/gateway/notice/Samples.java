package io.geocompliance.gateway.notice;

import io.geocompliance.gateway.notice.NoticeSettings.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Notices to test with: a small one, one from right to left, and the one that the gateway ships. */
final class Samples {

    static final String ENGLISH = """
            # Notice for readers

            **{publisher} is on a list** since {since}.

            [What this means]({page})

            ---

            ## Details

            Write to [the editors](https://editors.example/).

            - One & two
            - Three

            [Plain version]({plain})
            """;

    static final String ARABIC = """
            # إشعار للقراء

            **{publisher} مدرجة في قائمة** منذ {since}.

            [ماذا يعني هذا]({page})
            """;

    static final Map<String, Parameter> PARAMETERS =
            Map.of("publisher", new Parameter.Same("A <b>\"B\"</b> & Sons"), "since", new Parameter.Same("2024-02-20"));

    private Samples() {}

    static NoticeSettings settings(String defaultLanguage, Map<String, Parameter> parameters) {
        return new NoticeSettings(3, defaultLanguage, parameters, "counsel", LocalDate.parse("2027-01-01"));
    }

    static Notice.Reading read(Map<String, String> texts) {
        return Notice.of("sample", settings(texts.keySet().iterator().next(), PARAMETERS), texts);
    }

    static Notice notice() {
        return notice(ENGLISH);
    }

    static Notice notice(String english) {
        return Notice.of("sample", settings("en", PARAMETERS), Map.of("en", english, "ar", ARABIC))
                .notice()
                .orElseThrow();
    }

    static Notice shipped() {
        Notice.Reading reading = readShipped();
        return reading.notice().orElseThrow(() -> new AssertionError(reading.mistakes()));
    }

    static Notice.Reading readShipped() {
        Path directory = Path.of("config/notices/ru-undesirable");
        try (var files = Files.list(directory)) {
            Map<String, String> texts = new TreeMap<>();
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".md")).toList()) {
                texts.put(file.getFileName().toString().replace(".md", ""), Files.readString(file));
            }
            return Notice.of(
                    "ru-undesirable", shippedSettings(Files.readString(directory.resolve("notice.yaml"))), texts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NoticeSettings shippedSettings(String yaml) {
        Map<?, ?> root = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        ((Map<?, ?>) root.get("parameters")).forEach((name, value) -> parameters.put((String) name, parameter(value)));
        return new NoticeSettings(
                (Integer) root.get("version"),
                (String) root.get("defaultLanguage"),
                parameters,
                (String) root.get("legalReference"),
                LocalDate.parse((String) root.get("reviewBy")));
    }

    private static Parameter parameter(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, String> values = new TreeMap<>();
            map.forEach((language, text) -> values.put((String) language, (String) text));
            return new Parameter.PerLanguage(values);
        }
        return new Parameter.Same((String) value);
    }
}
