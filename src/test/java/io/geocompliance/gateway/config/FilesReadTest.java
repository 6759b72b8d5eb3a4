package io.geocompliance.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which changes of a configuration's files are seen. */
class FilesReadTest {

    private static final String RULE = "{id: r, when: {region: x}, on: {unknown: skip, reserved: skip, internal: skip,"
            + " unresolved: skip}, then: {notice: n}}";

    @TempDir
    Path directory;

    @BeforeEach
    void write() throws Exception {
        Files.createDirectories(directory.resolve("notices/n"));
        Files.writeString(directory.resolve("notices/n/notice.yaml"), "version: 1\ndefaultLanguage: en\n");
        Files.writeString(
                directory.resolve("notices/n/en.md"), "# Notice\n\nThis is a text.\n\n[What it means]({page})\n");
        Files.writeString(directory.resolve("rules.yaml"), "regions: {x: {country: RU}}\nrules: [" + RULE + "]\n");
        Files.writeString(directory.resolve("feed.csv"), "5.0.0.0/8,RU,,,\n");
        Files.writeString(
                directory.resolve("gateway.yaml"),
                "origins: [{urls: [http://127.0.0.1:3000]}]\nrules: rules.yaml\nnotices: notices\n"
                        + "geo: {databases: [{file: a.mmdb}], geofeeds: [{name: ours, file: feed.csv}]}\n");
        Files.writeString(directory.resolve("a.mmdb"), "not read here");
    }

    @Test
    void nothingChangesByItself() throws Exception {
        assertThat(read().areUnchanged()).isTrue();
        assertThat(read()).isEqualTo(read());
    }

    @Test
    void seesEveryFileRewritten() throws Exception {
        for (String name : new String[] {
            "gateway.yaml", "rules.yaml", "notices/n/notice.yaml", "notices/n/en.md", "feed.csv", "a.mmdb"
        }) {
            FilesRead before = read();
            Files.writeString(directory.resolve(name), "#", StandardOpenOption.APPEND);
            assertThat(before.areUnchanged()).as(name).isFalse();
            write();
        }
    }

    @Test
    void seesAnotherFileOfTheSameSizeAndTimeUnderTheName() throws Exception {
        Path rules = directory.resolve("rules.yaml");
        FileTime time = FileTime.fromMillis(1_700_000_000_000L);
        Files.setLastModifiedTime(rules, time);
        FilesRead before = read();
        Path other = Files.copy(rules, directory.resolve("other"));
        Files.setLastModifiedTime(other, time);
        Files.move(other, rules, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertThat(before.areUnchanged()).isFalse();
    }

    @Test
    void seesWhatComesAndGoes() throws Exception {
        FilesRead before = read();
        Files.writeString(directory.resolve("notices/n/ru.md"), "x");
        assertThat(before.areUnchanged()).as("a text more").isFalse();
        Files.delete(directory.resolve("notices/n/ru.md"));
        assertThat(before.areUnchanged()).as("as it was").isTrue();
        Files.writeString(directory.resolve("a.mmdb.sha256"), "x");
        assertThat(before.areUnchanged()).as("a hash beside the database").isFalse();
        Files.delete(directory.resolve("a.mmdb.sha256"));
        Files.delete(directory.resolve("a.mmdb"));
        assertThat(before.areUnchanged()).as("no database").isFalse();
    }

    @Test
    void seesWhatWasMissingArrive() throws Exception {
        Files.delete(directory.resolve("a.mmdb"));
        Files.delete(directory.resolve("feed.csv"));
        FilesRead looked =
                catchThrowableOfType(ConfigException.class, this::read).files();
        assertThat(looked.areUnchanged()).isTrue();
        Files.writeString(directory.resolve("feed.csv"), "5.0.0.0/8,RU,,,\n");
        assertThat(looked.areUnchanged()).isFalse();
    }

    /** A volume of Kubernetes: names link into ..data, which links to the version. */
    @Test
    void seesALinkSwapped() throws Exception {
        Path volume = Files.createDirectory(directory.resolve("volume"));
        for (String version : new String[] {"..1", "..2"}) {
            Files.createDirectory(volume.resolve(version));
            Files.writeString(
                    volume.resolve(version).resolve("gateway.yaml"),
                    "origins: [{urls: [http://127.0.0.1:300" + version.charAt(2) + "]}]\n");
        }
        Files.createSymbolicLink(volume.resolve("..data"), Path.of("..1"));
        Files.createSymbolicLink(volume.resolve("gateway.yaml"), Path.of("..data/gateway.yaml"));
        FilesRead before = Config.read(volume.resolve("gateway.yaml"), Overrides.NONE, name -> null)
                .files();
        Files.createSymbolicLink(volume.resolve("..data_tmp"), Path.of("..2"));
        Files.move(
                volume.resolve("..data_tmp"),
                volume.resolve("..data"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);

        assertThat(before.areUnchanged()).isFalse();
    }

    private FilesRead read() throws ConfigException {
        return Config.read(directory.resolve("gateway.yaml"), Overrides.NONE, name -> null)
                .files();
    }
}
