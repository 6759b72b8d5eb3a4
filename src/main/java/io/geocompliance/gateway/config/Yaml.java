package io.geocompliance.gateway.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands in a YAML file, as values with their positions: aliases resolved, keys unique, no tags. */
sealed interface Yaml {

    Position position();

    /** The same, as if all of it stood in one place. */
    Yaml at(Position place);

    /** What it is, for a sentence that says what was found. */
    String found();

    /** A scalar as written; YAML's guess at its type is not used, so that {@code NO} stays Norway. */
    record Text(String text, Position position) implements Yaml {

        /** Beyond it a message would show a page instead of a value. */
        private static final int SHOWN_CHARACTERS = 60;

        @Override
        public String found() {
            String shown = text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
            StringBuilder printable = new StringBuilder("\"");
            shown.codePoints().forEach(c -> printable.appendCodePoint(Character.isISOControl(c) ? '�' : c));
            return printable.append('"').toString();
        }

        @Override
        public Yaml at(Position place) {
            return new Text(text, place);
        }
    }

    /** A sequence. */
    record Items(List<Yaml> items, Position position) implements Yaml {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String found() {
            return "a list";
        }

        @Override
        public Yaml at(Position place) {
            return new Items(items.stream().map(item -> item.at(place)).toList(), place);
        }
    }

    /** A mapping, its entries in the order in which they were written. */
    record Mapping(Map<String, Entry> entries, Position position) implements Yaml {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String found() {
            return "a mapping";
        }

        @Override
        public Yaml at(Position place) {
            Map<String, Entry> moved = new LinkedHashMap<>();
            entries.forEach((name, entry) ->
                    moved.put(name, new Entry(place, entry.value().at(place))));
            return new Mapping(moved, place);
        }
    }

    /** An empty value, {@code ~} or {@code null}. */
    record Nothing(Position position) implements Yaml {
        @Override
        public String found() {
            return "nothing";
        }

        @Override
        public Yaml at(Position place) {
            return new Nothing(place);
        }
    }

    /** One entry of a mapping; {@code position} is its key's. */
    record Entry(Position position, Yaml value) {}
}
