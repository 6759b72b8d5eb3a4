package io.geocompliance.gateway.wire;

import io.geocompliance.gateway.wire.WireCase.Entry;
import io.geocompliance.gateway.wire.WireCase.Expected;
import io.geocompliance.gateway.wire.WireCase.Receive;
import io.geocompliance.gateway.wire.WireCase.Reply;
import io.geocompliance.gateway.wire.WireCase.Send;
import io.geocompliance.gateway.wire.WireCase.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads wire cases from text.
 *
 * <pre>
 * # why this matters
 * case    length and chunks, length first
 * with    | 3                        the case once for each line, which takes the place of {}; {#} is a number of its own
 *         | 4
 * reply   close                      the origin's answer, if it isn't a plain 200; early: before the body; close: then FIN
 *         | HTTP/1.1 204 No Content
 *         |
 * send    | POST / HTTP/1.1          each line ends in CR LF, unless a single \ ends it;
 *         | Host: news.example       \r \n \t \0 \xHH \\ are bytes, \{9000*x} is a repetition
 *         | Content-Length: {}
 *         |
 *         | abc\
 * answer  400, closed                none, closed: closed without an answer; 200 to HEAD: an answer that has no body
 *         Allow: GET                 a field; absent: no such field; ~ and a regular expression
 *         body: text                 also: torn: yes (a body that visibly broke off), interim: 103
 * origin  POST /                     what the origin saw, or: nothing
 *         body: abc                  also: framing: none, length, chunked; torn: yes; torn: if it came at all
 * </pre>
 */
final class WireScript {

    private static final Path CORPUS = Path.of("src/test/resources/wire");

    private final String file;
    private final List<WireCase> cases = new ArrayList<>();

    private WireScript(String file) {
        this.file = file;
    }

    /** Every case of every file, in order of names. */
    static List<WireCase> corpus() {
        try (Stream<Path> files = Files.list(CORPUS)) {
            List<WireCase> cases = new ArrayList<>();
            for (Path file : files.filter(each -> each.toString().endsWith(".wire"))
                    .sorted()
                    .toList()) {
                cases.addAll(parse(file.getFileName().toString(), Files.readString(file)));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<WireCase> parse(String file, String text) {
        WireScript script = new WireScript(file);
        List<Part> parts = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("case ")) {
                script.finish(parts);
                parts = new ArrayList<>();
            }
            if (line.startsWith(" ")) {
                parts.get(parts.size() - 1).lines.add(line.strip());
            } else {
                String[] words = line.split(" +", 2);
                Part part = new Part(number, words[0], new ArrayList<>());
                part.lines.add(words.length > 1 ? words[1].strip() : "");
                parts.add(part);
            }
        }
        script.finish(parts);
        return script.cases;
    }

    /** A keyword with all that belongs to it; what stands behind the keyword is the first line. */
    private record Part(int number, String keyword, List<String> lines) {

        String argument() {
            return lines.get(0).startsWith("|") ? "" : lines.get(0);
        }

        List<String> quoted() {
            return lines.stream()
                    .filter(line -> line.startsWith("|"))
                    .map(line -> line.length() > 1 ? line.substring(2) : "")
                    .toList();
        }

        List<Entry> entries() {
            return lines.stream()
                    .skip(1)
                    .filter(line -> !line.startsWith("|"))
                    .map(line -> new Entry(
                            line.substring(0, line.indexOf(':')),
                            line.substring(line.indexOf(':') + 1).strip()))
                    .toList();
        }

        Part with(String placeholder, String value) {
            return new Part(
                    number,
                    keyword,
                    lines.stream().map(line -> line.replace(placeholder, value)).toList());
        }
    }

    private void finish(List<Part> parts) {
        if (parts.isEmpty()) {
            return;
        }
        List<String> values = parts.stream()
                .filter(part -> part.keyword.equals("with"))
                .flatMap(part -> part.quoted().stream())
                .toList();
        if (values.isEmpty()) {
            cases.add(wireCase(parts.get(0).argument(), parts));
        }
        for (String value : values) {
            String number = String.valueOf(cases.size());
            cases.add(wireCase(
                    parts.get(0).argument() + ": " + value,
                    parts.stream()
                            .map(part -> part.with("{}", value).with("{#}", number))
                            .toList()));
        }
    }

    private WireCase wireCase(String name, List<Part> parts) {
        List<Step> steps = new ArrayList<>();
        List<Expected> requests = new ArrayList<>();
        Optional<Reply> reply = Optional.empty();
        boolean saidOrigin = false;
        for (Part part : parts) {
            switch (part.keyword) {
                case "case", "with" -> {}
                case "send" -> steps.add(new Send(Octets.of(part.quoted())));
                case "reply" ->
                    reply = Optional.of(new Reply(
                            Octets.of(part.quoted()),
                            part.argument().contains("early"),
                            part.argument().contains("close")));
                case "answer" -> steps.add(receive(part));
                case "origin" -> {
                    saidOrigin = true;
                    if (!part.argument().equals("nothing")) {
                        requests.add(new Expected(Octets.text(part.argument()), part.entries()));
                    }
                }
                default -> throw new IllegalArgumentException(file + ":" + part.number + ": " + part.keyword);
            }
        }
        String place = file + ":" + parts.get(0).number;
        if (!saidOrigin || steps.stream().noneMatch(Receive.class::isInstance)) {
            throw new IllegalArgumentException(place + ": says not what client and origin see");
        }
        return new WireCase(place, name, steps, reply, requests);
    }

    private static Receive receive(Part part) {
        String[] words = part.argument().split(" to ", 2);
        return new Receive(new Expected(words[0], part.entries()), words.length > 1 ? words[1] : "GET");
    }
}
