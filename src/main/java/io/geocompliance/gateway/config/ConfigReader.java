package io.geocompliance.gateway.config;

import io.geocompliance.gateway.geo.GeoSettings;
import io.geocompliance.gateway.geo.Region;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one configuration from its files, goes on after each problem, and throws once at the end. */
final class ConfigReader {

    private static final String DATABASE = "geoip/geo-whois-asn-country.mmdb";

    private final Problems problems = new Problems();
    private final SourceFiles files = new SourceFiles(problems);
    private final Reading reading;

    ConfigReader(Reading.Base base, Function<String, @Nullable String> environment) {
        this.reading = new Reading(problems, new Substitution(environment), base, files::watch);
    }

    Config read(Path file, Overrides overrides) throws ConfigException {
        Optional<Yaml> gateway = yaml("gateway", file).map(written -> override(written, overrides));
        Optional<GatewayFile.Said> said = gateway.flatMap(yaml -> GatewayFile.FILE.read(yaml, reading));
        Optional<RulesFile.Said> rules = path(GatewayFile.RULES, gateway)
                .flatMap(path -> yaml("rules", path))
                .flatMap(yaml -> RulesFile.FILE.read(yaml, reading));
        NoticeFiles notices = new NoticeFiles(files, reading);
        path(GatewayFile.NOTICES, gateway).ifPresent(notices::read);
        Optional<GeoSettings> geo = said.map(present -> geo(present.geo()));
        rules.ifPresent(present ->
                new References(problems).check(present, notices.notices().keySet(), geo));
        said.filter(present -> !present.response().varyOn().isEmpty())
                .flatMap(present -> rules)
                .ifPresent(present -> new References(problems).addresses(present.regions()));
        if (problems.hasErrors() || said.isEmpty() || geo.isEmpty() || rules.isEmpty()) {
            throw new ConfigException(problems.sorted(), files.read());
        }
        return new Config(
                said.get().proxy(),
                said.get().client(),
                said.get().response(),
                geo.get(),
                rules.get().regions().stream()
                        .flatMap(named -> named.value().stream().map(body -> region(named.name(), body)))
                        .toList(),
                rules.get().rules().stream().map(RulesFile.RuleSaid::rule).toList(),
                rules.get().tests().stream().map(RuleTests.Said::test).toList(),
                notices.notices().values().stream().flatMap(Optional::stream).toList(),
                said.get().looks(),
                said.get().audit(),
                said.get().admin(),
                said.get().reload(),
                files.read(),
                files.hash(),
                problems.sorted(),
                positions(rules.get(), notices.positions()));
    }

    private static Map<String, Position> positions(RulesFile.Said rules, Map<String, Position> notices) {
        Map<String, Position> positions = new HashMap<>(notices);
        rules.regions().forEach(region -> positions.put("region " + region.name(), region.position()));
        rules.rules().forEach(rule -> positions.put("rule " + rule.rule().id(), rule.id()));
        return positions;
    }

    private Optional<Yaml> yaml(String role, Path file) {
        return files.text(role, file).flatMap(text -> YamlText.parse(file.toString(), text, problems));
    }

    /**
     * The path under a key, the embedded one where the key is absent, and none where what stands there is wrong. Asked for apart
     * from the rest of the file, so that problems elsewhere in it don't keep this path from being looked into.
     */
    private Optional<Path> path(Key<Path> key, Optional<Yaml> gateway) {
        if (gateway.isEmpty() || !(gateway.get() instanceof Yaml.Mapping mapping)) {
            return Optional.empty();
        }
        Yaml.Entry entry = mapping.entries().get(key.name());
        if (entry != null) {
            return key.shape().read(entry.value(), reading);
        }
        return Optional.of(EmbeddedFiles.root().resolve(key == GatewayFile.RULES ? "rules.yaml" : "notices"));
    }

    private GeoSettings geo(GeoSections.Said said) {
        NetworkFiles networks = new NetworkFiles(files, problems);
        List<GeoSettings.Database> databases = said.databases()
                .orElseGet(
                        () -> List.of(GeoSections.embedded(EmbeddedFiles.root().resolve(DATABASE))));
        databases.forEach(database -> files.watch(database.sidecar()));
        return new GeoSettings(
                databases,
                said.geofeeds().stream().map(networks::feed).toList(),
                said.networkLists().stream().map(networks::list).toList(),
                said.headers().map(Located::value));
    }

    private static Region region(String name, RegionLanguage.Body body) {
        return new Region(name, body.quorum().value(), body.definition());
    }

    /** Flags take the place of what the file says, before it is looked at; so they are checked in the same way. */
    private static Yaml override(Yaml written, Overrides overrides) {
        if (!(written instanceof Yaml.Mapping mapping)) {
            return written;
        }
        Map<String, Yaml.Entry> entries = new LinkedHashMap<>(mapping.entries());
        overrides.listen().ifPresent(listen -> {
            Position flag = Position.whole("--listen");
            put(entries, GatewayFile.LISTEN, items(one("address", new Yaml.Text(listen, flag))));
        });
        overrides.origin().ifPresent(origin -> {
            Position flag = Position.whole("--origin");
            put(entries, GatewayFile.ORIGINS, items(one("urls", items(new Yaml.Text(origin, flag)))));
        });
        return new Yaml.Mapping(entries, mapping.position());
    }

    private static void put(Map<String, Yaml.Entry> entries, Key<?> key, Yaml value) {
        entries.put(key.name(), new Yaml.Entry(value.position(), value));
    }

    private static Yaml items(Yaml item) {
        return new Yaml.Items(List.of(item), item.position());
    }

    private static Yaml one(String key, Yaml value) {
        return new Yaml.Mapping(Map.of(key, new Yaml.Entry(value.position(), value)), value.position());
    }
}
