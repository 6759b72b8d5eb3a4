package io.geocompliance.gateway.config;

import io.geocompliance.gateway.audit.AuditSettings;
import io.geocompliance.gateway.client.ClientSettings;
import io.geocompliance.gateway.geo.GeoSettings;
import io.geocompliance.gateway.geo.Region;
import io.geocompliance.gateway.notice.LookSettings;
import io.geocompliance.gateway.notice.Notice;
import io.geocompliance.gateway.proxy.ProxySettings;
import io.geocompliance.gateway.response.ResponseSettings;
import io.geocompliance.gateway.rules.Rule;
import io.geocompliance.gateway.rules.RuleTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What operators said, checked in itself: the settings of every station.
 *
 * @param proxy the wire
 * @param client who asks
 * @param response how answers are treated
 * @param geo where
 * @param regions what rules speak of
 * @param rules what is due
 * @param ruleTests what must come out of the rules
 * @param notices what it says
 * @param looks how that looks, by the origin's name
 * @param audit what was done
 * @param admin what operators see
 * @param reload when what operators said is read again
 * @param files what was read, and in which state
 * @param hash SHA-256, lower-case hexadecimal, over the files read; neither flags nor environment nor databases count
 * @param warnings what someone should look at; no reason not to start
 * @param positions where rules, regions and notices stand, by kind and name
 */
public record Config(
        ProxySettings proxy,
        ClientSettings client,
        ResponseSettings response,
        GeoSettings geo,
        List<Region> regions,
        List<Rule> rules,
        List<RuleTest> ruleTests,
        List<Notice> notices,
        Map<String, LookSettings> looks,
        AuditSettings audit,
        AdminSettings admin,
        ReloadSettings reload,
        FilesRead files,
        String hash,
        List<Problem> warnings,
        Map<String, Position> positions) {

    public Config {
        regions = List.copyOf(regions);
        rules = List.copyOf(rules);
        ruleTests = List.copyOf(ruleTests);
        notices = List.copyOf(notices);
        looks = Map.copyOf(looks);
        warnings = List.copyOf(warnings);
        positions = Map.copyOf(positions);
    }

    /**
     * Reads a configuration.
     *
     * @param file gateway.yaml by whatever name; its paths are relative to it
     * @param overrides command line flags
     * @param environment from a variable's name to its value, null if it is not set; {@code System::getenv}
     * @throws ConfigException with every problem, if one of them is an error
     */
    public static Config read(Path file, Overrides overrides, Function<String, @Nullable String> environment)
            throws ConfigException {
        Path directory = relativeParent(file);
        return new ConfigReader(new Reading.Base(directory, directory), environment).read(file, overrides);
    }

    /**
     * Reads the configuration that the program carries; directories it writes are relative to {@code ./config}, as if it lay there.
     *
     * @throws ConfigException as {@link #read}
     */
    public static Config embedded(Overrides overrides, Function<String, @Nullable String> environment)
            throws ConfigException {
        Path root = EmbeddedFiles.root();
        return new ConfigReader(new Reading.Base(root, Path.of("config")), environment)
                .read(root.resolve("gateway.yaml"), overrides);
    }

    /**
     * Where something stands; empty where it stands in no file.
     *
     * @param kind rule, region or notice; of a notice its default language stands for all of it
     */
    public Optional<Position> positionOf(String kind, String name) {
        return Optional.ofNullable(positions.get(kind + " " + name));
    }

    /**
     * The tests in a file beside the rules, which speak of this configuration's rules and notices.
     *
     * @throws ConfigException as {@link #read}
     */
    public List<RuleTest> testsIn(Path file, Function<String, @Nullable String> environment) throws ConfigException {
        return TestsFile.read(file, this, environment);
    }

    /** The JSON Schemas (2020-12) of the kinds of file, by file name. */
    public static Map<String, String> schemas() {
        return JsonSchema.documents();
    }

    /** Messages name files as the operator did, so the parent of a bare file name is the empty path. */
    static Path relativeParent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file.getFileSystem().getPath("") : parent;
    }
}
