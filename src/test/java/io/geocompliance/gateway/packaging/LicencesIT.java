package io.geocompliance.gateway.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever gets the jar is told everything that is in it, with its licence. */
class LicencesIT {

    private static final String OURS = "io.geocompliance:geo-compliance-gateway";
    private static final Path BILL = Path.of("target", "bom.json");
    private static final Path MANUAL = Path.of("src", "docs", "licences.md");
    private static final Pattern IN_NOTICE = Pattern.compile("(?m)^ +([\\w.-]+:[\\w.-]+) +(\\S.*)$");
    private static final Pattern IN_MANUAL = Pattern.compile("(?m)^\\| ([\\w.-]+:[\\w.-]+) \\| (\\S.*) \\|$");

    /** Names in the wild that are no SPDX identifiers. */
    private static final Map<String, String> SPDX = Map.of("GNU Lesser General Public License", "LGPL-2.1-only");

    private static Map<String, String> notice;

    @BeforeAll
    static void readFromTheJar() throws IOException {
        try (JarFile jar = new JarFile(GatewayJar.FILE.toFile())) {
            byte[] text = jar.getInputStream(jar.getEntry("META-INF/NOTICE")).readAllBytes();
            notice = rows(new String(text, java.nio.charset.StandardCharsets.UTF_8), IN_NOTICE);
        }
    }

    @Test
    void everythingInTheBillOfMaterialsIsNamedWithItsLicences() throws IOException {
        JsonNode components = new ObjectMapper().readTree(BILL.toFile()).get("components");
        assertThat(components).hasSizeGreaterThan(20);
        for (JsonNode component : components) {
            String name = component.get("group").asText() + ":"
                    + component.get("name").asText();
            Set<String> licences = licences(component);
            assertThat(notice).as("META-INF/NOTICE").containsKey(name);
            assertThat(licences).as("licences of " + name).isNotEmpty();
            assertThat(Set.of(notice.get(name).split(",? or |, .*: |[ ,]+")))
                    .as("licences of " + name + " in META-INF/NOTICE")
                    .containsAll(licences);
        }
    }

    /** Also what a dependency carries within itself, as far as it says so. */
    @Test
    void everythingThatTheJarHoldsIsNamed() throws IOException {
        Set<String> held = new TreeSet<>();
        try (JarFile jar = new JarFile(GatewayJar.FILE.toFile())) {
            for (JarEntry entry : jar.stream()
                    .filter(entry -> entry.getName().endsWith("/pom.properties"))
                    .toList()) {
                Properties maven = new Properties();
                maven.load(jar.getInputStream(entry));
                held.add(maven.getProperty("groupId") + ":" + maven.getProperty("artifactId"));
            }
        }
        assertThat(held).hasSizeGreaterThan(20).contains(OURS);
        held.remove(OURS);
        assertThat(notice.keySet()).as("META-INF/NOTICE").containsAll(held);
    }

    @Test
    void theManualSaysTheSame() throws IOException {
        assertThat(rows(Files.readString(MANUAL), IN_MANUAL)).isEqualTo(notice);
    }

    private static Map<String, String> rows(String text, Pattern row) {
        Map<String, String> rows = new TreeMap<>();
        Matcher matcher = row.matcher(text);
        while (matcher.find()) {
            rows.put(matcher.group(1), matcher.group(2).strip());
        }
        return rows;
    }

    private static Set<String> licences(JsonNode component) {
        Set<String> licences = new TreeSet<>();
        component.path("licenses").forEach(entry -> {
            JsonNode licence = entry.path("license");
            String name = licence.path("id").asText(licence.path("name").asText());
            licences.add(SPDX.getOrDefault(name, name));
        });
        return licences;
    }
}
