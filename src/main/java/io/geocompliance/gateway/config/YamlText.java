package io.geocompliance.gateway.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One YAML 1.2 text turned into values with positions.
 *
 * <p>Promise: bounded whatever the text is. Nesting is measured on the event stream before anything recurses over it, and aliases
 * are counted as they are followed, so neither brackets without end nor an alias bomb gets further than a problem.
 */
final class YamlText {

    /** Levels of nesting; the deepest sensible region expression has about ten. */
    static final int MAX_DEPTH = 64;

    /** Values after following aliases; ten times what a configuration of a thousand rules has. */
    static final int MAX_VALUES = 100_000;

    private static final Set<String> PLAIN_TAGS = Set.of(
            Tag.STR.getValue(),
            Tag.INT.getValue(),
            Tag.FLOAT.getValue(),
            Tag.BOOL.getValue(),
            Tag.NULL.getValue(),
            Tag.SEQ.getValue(),
            Tag.MAP.getValue(),
            Tag.ENV_TAG.getValue());

    private final String source;
    private final Problems problems;

    /** Owned by one call of {@link #parse}. */
    private int values;

    private YamlText(String source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    /** The one document of a text; empty, with the reason among the problems, if it can't be read as a whole. */
    static Optional<Yaml> parse(String source, String text, Problems problems) {
        return new YamlText(source, problems).parse(text);
    }

    private Optional<Yaml> parse(String text) {
        LoadSettings settings = LoadSettings.builder().setLabel(source).build();
        try {
            if (tooDeep(new Parse(settings).parseString(text))) {
                return Optional.empty();
            }
            List<Node> documents = StreamSupport.stream(
                            new Compose(settings).composeAllFromString(text).spliterator(), false)
                    .toList();
            if (documents.isEmpty()) {
                return Optional.of(new Yaml.Mapping(Map.of(), new Position(source, 1, 1)));
            }
            if (documents.size() > 1) {
                problems.error(start(documents.get(1)), "a second document begins here; one file holds one document.");
                return Optional.empty();
            }
            return Optional.of(convert(documents.get(0), 0));
        } catch (TooBigException e) {
            problems.error(e.position, e.sentence);
        } catch (ReaderException e) {
            problems.error(
                    at(text, e.getPosition()),
                    "not valid YAML: the character U+%04X is not allowed.".formatted(e.getCodePoint()));
        } catch (MarkedYamlEngineException e) {
            Position position =
                    e.getProblemMark().or(e::getContextMark).map(this::position).orElse(Position.whole(source));
            problems.error(position, "not valid YAML: " + e.getProblem().replaceAll("\\s+", " ") + ".");
        } catch (YamlEngineException e) {
            problems.error(Position.whole(source), "not valid YAML: " + e.getMessage() + ".");
        }
        return Optional.empty();
    }

    private boolean tooDeep(Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                problems.error(
                        event.getStartMark().map(this::position).orElse(Position.whole(source)),
                        "nested more than " + MAX_DEPTH + " levels deep.");
                return true;
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
        return false;
    }

    private Yaml convert(Node node, int depth) throws TooBigException {
        Position position = start(node);
        if (depth > MAX_DEPTH) {
            throw new TooBigException(position, "an alias leads back into itself, or too deep.");
        }
        if (++values > MAX_VALUES) {
            throw new TooBigException(position, "aliases make this more than " + MAX_VALUES + " values.");
        }
        if (!PLAIN_TAGS.contains(node.getTag().getValue())) {
            problems.error(position, "the tag " + node.getTag().getValue() + " has no meaning here; leave it out.");
        }
        if (node instanceof ScalarNode scalar) {
            boolean nothing = scalar.getTag().equals(Tag.NULL) && scalar.getScalarStyle() == ScalarStyle.PLAIN;
            return nothing ? new Yaml.Nothing(position) : new Yaml.Text(scalar.getValue(), position);
        }
        if (node instanceof SequenceNode sequence) {
            List<Yaml> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(convert(item, depth + 1));
            }
            return new Yaml.Items(items, position);
        }
        return convert((MappingNode) node, depth);
    }

    private Yaml.Mapping convert(MappingNode mapping, int depth) throws TooBigException {
        Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Position at = start(tuple.getKeyNode());
            Yaml value = convert(tuple.getValueNode(), depth + 1);
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.error(at, "a key must be a word, not a list or mapping.");
            } else if (key.getValue().equals("<<")) {
                problems.error(at, "merge keys (<<) are not part of YAML 1.2; write the keys out.");
            } else {
                Yaml.Entry before = entries.putIfAbsent(key.getValue(), new Yaml.Entry(at, value));
                if (before != null) {
                    problems.error(
                            at,
                            "the key \"%s\" stands here again; it was first said in line %d."
                                    .formatted(key.getValue(), before.position().line()));
                }
            }
        }
        return new Yaml.Mapping(entries, start(mapping));
    }

    private Position start(Node node) {
        return node.getStartMark().map(this::position).orElse(Position.whole(source));
    }

    private Position position(Mark mark) {
        return new Position(source, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private Position at(String text, int index) {
        String before =
                text.codePoints().limit(index).mapToObj(Character::toString).collect(Collectors.joining());
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Position(source, line, before.length() - before.lastIndexOf('\n'));
    }

    /** Ends a conversion that has no end of its own. */
    private static final class TooBigException extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Position position;
        private final String sentence;

        TooBigException(Position position, String sentence) {
            super(sentence);
            this.position = position;
            this.sentence = sentence;
        }
    }
}
