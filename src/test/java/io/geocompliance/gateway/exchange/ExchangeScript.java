package io.geocompliance.gateway.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A conversation in one text file: what the origin answers, who visits, what must come of it, and what is recorded.
 *
 * <pre>
 * # why this matters
 * gateway                            settings other than the default
 *         mode: observe
 * origin  GET /article 200           the answer to the next visit
 *         Content-Type: text/html    fields of the answer; lower-case keys are directions to the origin
 *         coding: gzip
 *         | &lt;body&gt;▲&lt;p&gt;x              the body; ▲ is the place where the notice must stand
 * visit   GET /article from 77.88.8.8
 *         Accept: text/html
 * sent    GET /article               what the origin saw
 * expect  200                        what the visitor saw
 *         notice: ru
 *         ETag: ~W/"x~g.*"           a regular expression; absent: no such field
 * audit   rule r · injected          the record
 * </pre>
 */
record ExchangeScript(String name, List<Step> steps) {

    enum Keyword {
        GATEWAY,
        ORIGIN,
        VISIT,
        SENT,
        EXPECT,
        AUDIT
    }

    /** An indented {@code key: value} below a step; a key of lower-case letters is a direction, any other a header field. */
    record Entry(String key, String value) {

        boolean isDirection() {
            return key.chars().allMatch(c -> c >= 'a' && c <= 'z');
        }
    }

    /**
     * One step.
     *
     * @param argument what stands behind the keyword
     * @param body the lines that begin with {@code |}, each ended by LF; null if there is none
     */
    record Step(int line, Keyword keyword, String argument, List<Entry> entries, Optional<String> body) {

        Step {
            entries = List.copyOf(entries);
        }

        List<Entry> fields() {
            return entries.stream().filter(entry -> !entry.isDirection()).toList();
        }

        List<Entry> directions() {
            return entries.stream().filter(Entry::isDirection).toList();
        }

        Optional<String> direction(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().equals(key))
                    .map(Entry::value)
                    .findFirst();
        }

        String[] words() {
            return argument.split(" +");
        }
    }

    static ExchangeScript parse(String name, String text) {
        List<Step> steps = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        int at = 0;
        while (at < lines.length) {
            String line = lines[at];
            if (line.isBlank() || line.startsWith("#")) {
                at++;
                continue;
            }
            int end = at + 1;
            while (end < lines.length && (lines[end].startsWith(" ") || lines[end].startsWith("#"))) {
                end++;
            }
            steps.add(step(name, at, List.of(lines).subList(at, end)));
            at = end;
        }
        return new ExchangeScript(name, List.copyOf(steps));
    }

    private static Step step(String name, int at, List<String> lines) {
        String[] first = lines.get(0).split(" +", 2);
        List<Entry> entries = new ArrayList<>();
        StringBuilder body = null;
        for (int index = 1; index < lines.size(); index++) {
            String line = lines.get(index).strip();
            if (line.startsWith("|")) {
                body = body == null ? new StringBuilder() : body;
                body.append(line.equals("|") ? "" : line.substring(2)).append('\n');
            } else if (!line.startsWith("#") && !line.isEmpty()) {
                entries.add(entry(name, at + index + 1, line));
            }
        }
        Keyword keyword;
        try {
            keyword = Keyword.valueOf(first[0].toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ":" + (at + 1) + ": no such step: " + first[0], e);
        }
        return new Step(
                at + 1,
                keyword,
                first.length > 1 ? first[1].strip() : "",
                entries,
                Optional.ofNullable(body).map(StringBuilder::toString));
    }

    private static Entry entry(String name, int line, String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(name + ":" + line + ": neither \"key: value\" nor \"| body\"");
        }
        return new Entry(text.substring(0, colon), text.substring(colon + 1).strip());
    }
}
