package io.geocompliance.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class DashboardTest {

    private static final Pattern NAME = Pattern.compile("\\b(geogate|jvm|process|system)_[a-z0-9_]+");

    @ParameterizedTest
    @ValueSource(strings = {"config/grafana/overview.json", "config/prometheus/alerts.yaml"})
    void namesOnlyWhatIsExposed(String file) throws IOException {
        MetricsPage page = new MetricsPage(new Fixture().sources());
        Set<String> exposed = page.scrape()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
        page.close();
        Set<String> declared =
                Arrays.stream(Metrics.values()).map(Metrics::exposedName).collect(Collectors.toSet());

        Set<String> named = new TreeSet<>();
        Matcher name = NAME.matcher(Files.readString(Path.of(file)));
        while (name.find()) {
            named.add(name.group());
        }
        assertThat(named).isNotEmpty();
        assertThat(exposed).containsAll(named);
        assertThat(named)
                .allSatisfy(each -> assertThat(!each.startsWith("geogate_")
                                || declared.contains(each)
                                || declared.contains(each.replaceFirst("_(bucket|sum|count)$", "")))
                        .as(each)
                        .isTrue());
    }

    @Test
    void bothAreReadable() throws IOException {
        assertThat(new JsonObject(Files.readString(Path.of("config/grafana/overview.json"))).getJsonArray("panels"))
                .isNotEmpty();
        Object alerts = new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(Path.of("config/prometheus/alerts.yaml")));
        assertThat(alerts).asString().contains("groups");
    }
}
