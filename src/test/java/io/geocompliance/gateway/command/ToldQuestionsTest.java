package io.geocompliance.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.Generation;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators ask of a CDN's word on a place: explain, test and diff, by the command line that is shipped. */
class ToldQuestionsTest {

    private static final String HEADERS = "headers: {country: CF-IPCountry, publisher: cloudflare}";

    @TempDir
    Path directory;

    private Path config;

    private static String run(int code, Object... arguments) {
        StringWriter out = new StringWriter();
        String[] words = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
        assertThat(Main.commandLine().setOut(new PrintWriter(out)).execute(words))
                .as(out.toString())
                .isEqualTo(code);
        return out.toString();
    }

    @BeforeEach
    void write() throws Exception {
        config = written("set");
        withHeaders(config);
    }

    private Path written(String name) {
        new Generation(1).writeTo(directory.resolve(name + "/set"));
        return Generation.in("set", GatewayYaml.of("http://127.0.0.1:3000")).write(directory.resolve(name));
    }

    private static void withHeaders(Path config) throws Exception {
        Files.writeString(
                config, Files.readString(config).replace("canaries: []}]}", "canaries: []}], " + HEADERS + "}"));
    }

    @Test
    void explainNamesTheSourceAndWhetherItIsBelieved() {
        String told = run(
                0,
                "explain",
                "--config",
                config,
                "--ip",
                "127.0.0.1",
                "--header",
                "X-Forwarded-For: 8.8.8.8",
                "--header",
                "CF-IPCountry: KG");
        assertThat(told)
                .contains("Place            KG, in regions [\"here\"], says [\"cloudflare\"]")
                .contains("cloudflare: header CF-IPCountry {\"country\":\"KG\"")
                .contains("here: yes, {\"places\":\"abstain\",\"cloudflare\":\"yes\"}")
                .contains("the notice told is due, says rule rule-1");
        String stranger = run(0, "explain", "--config", config, "--ip", "8.8.8.8", "--header", "CF-IPCountry: KG");
        assertThat(stranger)
                .contains(
                        "cloudflare, not believed, for the peer is no trusted proxy: header CF-IPCountry {\"country\":null")
                .contains("nothing is due");
    }

    @Test
    void explainSpeaksOfAReaderWithoutAnAddress() {
        JsonObject told = new JsonObject(
                run(0, "explain", "--config", config, "--ip", "127.0.0.1", "--header", "CF-IPCountry: KG", "--json"));
        assertThat(told.getJsonObject("place").getString("label")).isEqualTo("KG");
        JsonObject source = told.getJsonArray("sources").getJsonObject(0);
        assertThat(source.getString("file")).isEqualTo("header CF-IPCountry");
        assertThat(source.getBoolean("votes")).isTrue();
        assertThat(told.getJsonArray("regions").getJsonObject(0).getBoolean("held"))
                .isTrue();
    }

    @Test
    void aTestsHeadersAreThoseThatAProxyPassesOn() throws Exception {
        Path tests = Files.writeString(directory.resolve("tests.yaml"), """
                tests:
                  - {ip: 8.8.8.8, headers: {cf-ipcountry: KG}, expect: {rule: rule-1}}
                  - {ip: 8.8.8.8, headers: {CF-IPCountry: XX}, expect: {rule: none}}
                """);
        assertThat(run(0, "test", "--config", config, tests)).contains("Tests: 3, failed: 0.");
    }

    @Test
    void diffSaysWhatChangesWhereItIsTold() throws Exception {
        assertThat(run(0, "diff", config, config)).startsWith("No address changes region");
        assertThat(run(0, "diff", written("old"), config).lines())
                .isNotEmpty()
                .allMatch(line -> line.startsWith("where a header says KG, "))
                .anyMatch(line -> line.contains("region here gains (unknown before, KG after)"))
                .anyMatch(line -> line.contains("nothing due before, notice by rule-1 (told v2) after"));
    }
}
