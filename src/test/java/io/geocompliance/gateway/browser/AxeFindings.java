package io.geocompliance.gateway.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A file of what axe found, a line for each page and setting: the page's name and hash, the setting, and how many nodes break each rule.
 *
 * <p>What a page without a notice breaks does not change with the notice, so a second run over the same pages takes it from here, which
 * halves its time; {@code mvn clean} forgets it.
 */
final class AxeFindings {

    private final Path file;

    AxeFindings(Path file) {
        this.file = file;
    }

    void add(String page, Axe.Setting setting, Map<String, Integer> counts) {
        String broken = counts.entrySet().stream()
                .map(rule -> rule.getKey() + "=" + rule.getValue())
                .collect(Collectors.joining(" "));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file, key(page, setting) + broken + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was found last on this page in this setting; empty if nobody has looked yet. */
    Optional<Map<String, Integer>> find(String page, Axe.Setting setting) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(key(page, setting)))
                    .reduce((earlier, later) -> later)
                    .map(line -> counts(line.substring(key(page, setting).length())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param page its name and a hash of its bytes */
    private static String key(String page, Axe.Setting setting) {
        return page + "\t" + setting + "\t";
    }

    private static Map<String, Integer> counts(String broken) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String rule : broken.isEmpty() ? List.<String>of() : List.of(broken.split(" "))) {
            counts.put(rule.substring(0, rule.indexOf('=')), Integer.valueOf(rule.substring(rule.indexOf('=') + 1)));
        }
        return counts;
    }

    /** What a page is called here: two pages of one name are two. */
    static String name(Path page, String html) {
        return page.getFileName() + " " + Integer.toHexString(html.hashCode());
    }
}
