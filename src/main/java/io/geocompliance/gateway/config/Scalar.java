package io.geocompliance.gateway.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A value written as one word or phrase.
 *
 * @param expected what belongs here, to follow "expected"
 * @param literal the JSON Schema of a value without variables
 * @param parse empty for a text that is not of the form; an {@link IllegalArgumentException}, whose message is a sentence, for one
 *     that is of the form but means nothing
 */
record Scalar<T>(String expected, Map<String, Object> literal, Function<String, Optional<T>> parse)
        implements Shape<T> {

    /** A text that a regular expression describes. */
    static <T> Scalar<T> matching(String pattern, String expected, Function<String, T> parse) {
        return new Scalar<>(
                expected,
                Map.of("type", "string", "pattern", "^(?:" + pattern + ")$"),
                text -> text.matches(pattern) ? Optional.of(parse.apply(text)) : Optional.empty());
    }

    /** One of a few words. */
    static <T> Scalar<T> oneOf(Map<String, T> words) {
        Map<String, T> sorted = new TreeMap<>(words);
        return new Scalar<>(
                sorted.keySet().stream().collect(Collectors.joining(" or ")),
                Map.of("enum", List.copyOf(sorted.keySet())),
                text -> Optional.ofNullable(sorted.get(text)));
    }

    /** A whole number. */
    static Scalar<Integer> integer(int least, int most) {
        return new Scalar<>(
                "a whole number from " + least + " to " + most,
                Map.of("type", "integer", "minimum", least, "maximum", most),
                text -> {
                    if (!text.matches("[0-9]{1,9}")) {
                        return Optional.empty();
                    }
                    int number = Integer.parseInt(text);
                    return number < least || number > most ? Optional.empty() : Optional.of(number);
                });
    }

    @Override
    public Optional<T> read(Yaml yaml, Reading reading) {
        if (!(yaml instanceof Yaml.Text text)) {
            return refuse(yaml, reading);
        }
        Optional<String> filled = reading.substitution().apply(text, reading.problems());
        if (filled.isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<T> value = parse.apply(filled.get());
            return value.isPresent() ? value : refuse(new Yaml.Text(filled.get(), text.position()), reading);
        } catch (IllegalArgumentException e) {
            reading.problems().error(text.position(), Sentence.ended(String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("anyOf", List.of(literal, Map.of("$ref", "#/$defs/substituted")));
    }
}
