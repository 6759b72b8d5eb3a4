package io.geocompliance.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small set of files that fit only one another: the rule speaks of a country that this database alone names, and the notice says the
 * number. So an answer made of two generations has no notice, or a wrong one.
 */
public record Generation(int number) {

    /** Whose place the database says. */
    public static final String VISITOR = "X-Forwarded-For: 77.1.1.1";

    private static final Pattern SAID = Pattern.compile("Generation (\\d+)\\.");
    private static final String[] COUNTRIES = {"KZ", "KG", "AM", "GE"};

    /** A configuration that names the set's files in a directory below its own. */
    public static GatewayYaml in(String directory, GatewayYaml yaml) {
        return yaml.with("rules", directory + "/rules.yaml")
                .with("notices", directory + "/notices")
                .with("geo", "{databases: [{file: " + directory + "/places.mmdb, publisher: places, canaries: []}]}");
    }

    /** Which generation's notice a page carries. */
    public static Optional<Integer> saidBy(RawResponse response) {
        Matcher said = SAID.matcher(response.text());
        return said.find() ? Optional.of(Integer.valueOf(said.group(1))) : Optional.empty();
    }

    private String country() {
        return COUNTRIES[number % COUNTRIES.length];
    }

    /** The files by name. */
    public Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("rules.yaml", text("""
                regions: {here: {country: %2$s}}
                rules:
                  - id: rule-%1$d
                    owner: tests
                    counsel: tests
                    reviewBy: 2099-01-01
                    when: {region: here}
                    on: {unknown: skip, reserved: skip, internal: skip, unresolved: skip}
                    then: {notice: told}
                tests:
                  - {ip: 77.1.1.1, expect: {rule: rule-%1$d, notice: told}}
                """.formatted(number, country())));
        files.put(
                "notices/told/notice.yaml",
                text("version: " + (number + 1)
                        + "\ndefaultLanguage: en\nlegalReference: tests\nreviewBy: 2099-01-01\n"));
        files.put(
                "notices/told/en.md",
                text("# Legal information\n\n**Generation " + number
                        + ".** This is a test.\n\n[What this test is]({page})\n"));
        files.put("places.mmdb", database().bytes());
        return files;
    }

    /** The database alone, to be changed. */
    public MmdbWriter database() {
        return MmdbWriter.combined()
                .put("77.0.0.0/8", MmdbRecords.flat(country()))
                .put("2a00::/12", MmdbRecords.flat(country()));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Writes the files one after the other over what is there. */
    public Generation writeTo(Path directory) {
        try {
            for (Map.Entry<String, byte[]> file : files().entrySet()) {
                Path target = directory.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                Files.write(target, file.getValue());
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes over one file in place. */
    public static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the files aside and swaps a link to them in one step, as Kubernetes does. */
    public Generation swapIn(Path directory, String link) {
        try {
            String version = ".." + link + "-" + number;
            writeTo(directory.resolve(version));
            Path next = directory.resolve(".." + link + "-next");
            Files.deleteIfExists(next);
            Files.createSymbolicLink(next, Path.of(version));
            Files.move(
                    next, directory.resolve(link), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
