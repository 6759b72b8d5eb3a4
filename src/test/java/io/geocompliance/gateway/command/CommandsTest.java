package io.geocompliance.gateway.command;

import static io.geocompliance.gateway.command.Ended.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.Generation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** What operators ask before a change: check, test, diff, schema; by the command line that is shipped. */
class CommandsTest {

    @TempDir
    Path directory;

    private Path config;

    @BeforeEach
    void write() {
        config = written("old", 1);
    }

    private Path written(String name, int generation) {
        Path place = directory.resolve(name);
        new Generation(generation).writeTo(place.resolve("set"));
        return Generation.in("set", GatewayYaml.of("http://127.0.0.1:3000")).write(place);
    }

    private void rules(String from, String to) throws Exception {
        Path rules = config.resolveSibling("set/rules.yaml");
        String text = Files.readString(rules);
        assertThat(text).contains(from);
        Files.writeString(rules, text.replace(from, to));
    }

    @Test
    void checkFindsNothingInAGoodConfiguration() {
        Ended good = run("check", "--config", config, "--coverage");
        assertThat(good.out()).contains("good. Rules: 1, rule tests passed: 1, databases: 1.");
        assertThat(good.code()).isZero();
    }

    @Test
    void checkNamesWhatDoesNothing() throws Exception {
        rules("regions: {here: {country: KG}}", "regions: {here: {country: KG}, nowhere: {country: VA}}");
        rules("tests:", """
                  - id: never
                    effective: {from: 2020-01-01, until: 2021-01-01}
                    when: {region: nowhere, path: {only: [/a/**, /a/b], not: /a/**}}
                    on: {unknown: skip, reserved: skip, internal: skip, unresolved: skip}
                    then: {notice: told}
                  - id: second
                    owner: x
                    counsel: x
                    reviewBy: 2020-01-01
                    when: {region: here, hosts: elsewhere.example}
                    on: {unknown: skip, reserved: skip, internal: skip, unresolved: skip}
                    then: {notice: told}
                tests:\
                """);
        Files.writeString(
                config,
                Files.readString(config).replace("origins: [{urls:", "origins: [{hosts: [news.example], urls:"));
        Ended found = run("check", "--config", config, "--coverage");

        assertThat(found.code()).as(found.out()).isZero();
        assertThat(found.out())
                .contains("The rule second: it never decides: wherever it applies, the rule rule-1 decides first.")
                .contains("rules.yaml:10:9: warning: The rule never: it ended at 2021-01-01T00:00:00Z")
                .contains("The rule never: it speaks of no path")
                .contains("The rule never: its path /a/b is within its path /a/** already.")
                .contains("The rule never: say who answers for it")
                .contains("The rule second: no origin serves a host that it speaks of.")
                .contains("The rule second was to be reviewed by 2020-01-01.")
                .contains("The region nowhere holds no address")
                .contains("The rule never is met by no test.");
        assertThat(run("check", "--config", config, "--strict").code()).isEqualTo(1);
    }

    @Test
    void checkNamesLanguagesThatANoticeLacks() throws Exception {
        Path other = Files.createDirectories(config.resolveSibling("set/notices/other"));
        Path told = config.resolveSibling("set/notices/told");
        Files.copy(told.resolve("notice.yaml"), other.resolve("notice.yaml"));
        Files.copy(told.resolve("en.md"), other.resolve("en.md"));
        Files.writeString(other.resolve("ru.md"), "# Информация\n\n**Текст.** Проверка.\n\n[Что это значит]({page})\n");
        assertThat(run("check", "--config", config).out())
                .contains(
                        "set/notices/told/notice.yaml:2:1: warning: The notice told has no text in ru, which other notices have;"
                                + " readers get it in en instead.");
    }

    @Test
    void checkNamesNoticesThatCounselWasToReadAgain() throws Exception {
        Path notice = config.resolveSibling("set/notices/told/notice.yaml");
        Files.writeString(notice, Files.readString(notice).replaceAll("reviewBy: .*", "reviewBy: 2020-02-20"));
        assertThat(run("check", "--config", config).out())
                .contains(
                        "set/notices/told/notice.yaml:4:1: warning: The notice told was to be reviewed by 2020-02-20.");
    }

    @Test
    void checkSaysWhereATextIsABurdenToItsReaders() throws Exception {
        Path text = config.resolveSibling("set/notices/told/en.md");
        Files.writeString(
                text,
                Files.readString(text)
                        .replace(
                                "\n[",
                                "\n[All of it](https://a.example/), as they say: власти внесли издание в этот список.\n\n["));
        Ended found = run("check", "--config", config);
        assertThat(found.out()).contains("en.md:").contains("as en; mark words of another language with its tag");
        assertThat(found.code()).isZero();
        Files.writeString(text, Files.readString(text).replace("[All of it]", "[here]"));
        Ended refused = run("check", "--config", config);
        assertThat(refused.out()).contains("a link's words must say where it leads");
        assertThat(refused.code()).isEqualTo(1);
    }

    @Test
    void checkSpeaksJsonAndSarif() throws Exception {
        rules("expect: {rule: rule-1, notice: told}", "expect: {rule: none}");
        Ended json = run("check", "--config", config, "--format", "json");
        JsonObject report = new JsonObject(json.out());
        assertThat(json.code()).isEqualTo(1);
        assertThat(report.getBoolean("good")).isFalse();
        JsonObject failed = report.getJsonArray("problems").getJsonObject(0);
        assertThat(failed.getString("severity")).isEqualTo("error");
        assertThat(failed.getString("message")).isEqualTo("expected rule none, got rule-1.");
        assertThat(failed.getInteger("line")).isEqualTo(11);

        JsonObject sarif = new JsonObject(
                run("check", "--config", config, "--format", "sarif").out());
        assertThat(sarif.getString("version")).isEqualTo("2.1.0");
        JsonArray results = sarif.getJsonArray("runs").getJsonObject(0).getJsonArray("results");
        JsonObject place = results.getJsonObject(0)
                .getJsonArray("locations")
                .getJsonObject(0)
                .getJsonObject("physicalLocation");
        assertThat(results.getJsonObject(0).getString("ruleId")).isEqualTo("test");
        assertThat(place.getJsonObject("artifactLocation").getString("uri")).endsWith("set/rules.yaml");
        assertThat(place.getJsonObject("region").getInteger("startLine")).isEqualTo(11);
    }

    @Test
    void testRunsTestsInFilesAndSaysWhatNoneMeets() throws Exception {
        Path more = directory.resolve("more.yaml");
        Files.writeString(more, """
                tests:
                  - {ip: 8.8.8.8, expect: {rule: none}}
                  - {ip: 77.9.9.9, path: "/a<b", expect: {rule: none}}
                """);
        rules("regions: {here: {country: KG}}", "regions: {here: {country: KG}, there: {not: {country: KG}}}");
        Path xml = directory.resolve("results.xml");
        Ended ended = run("test", "--config", config, "--junit", xml, more);

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out())
                .contains("more.yaml:3:5: expected rule none, got rule-1.")
                .contains("Tests: 3, failed: 1.")
                .contains("Rules met: 1 of 1.")
                .contains("Regions met: 1 of 2; by no test: there.");
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(xml.toFile())
                .getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        Element failed = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failed.getAttribute("message")).isEqualTo("expected rule none, got rule-1");
        assertThat(((Element) failed.getParentNode()).getAttribute("name")).endsWith("77.9.9.9 /a<b");

        assertThat(run("test", "--config", config).code()).isZero();
        assertThat(run("test", "--config", config, "--coverage").code()).isEqualTo(1);
        Files.writeString(more, "tests: [{ip: 8.8.8.8, expect: {rule: rule-2}}]");
        assertThat(run("test", "--config", config, more).out())
                .contains("more.yaml:1:38: there is no rule \"rule-2\"; did you mean \"rule-1\"?");
    }

    @Test
    void diffSaysWhichAddressesAndDecisionsChange() throws Exception {
        assertThat(run("diff", config, config).out())
                .isEqualTo("No address changes region, and no rule decides otherwise.\n");

        Path next = written("new", 2);
        Ended changes = run("diff", config, next);
        assertThat(changes.code()).isZero();
        assertThat(changes.out().lines())
                .containsExactly(
                        "other hosts, other paths: notice by rule-1 (told v2) before, notice by rule-2 (told v3) after:"
                                + " 16,777,216 IPv4 addresses, 4,503,599,627,370,496 IPv6 networks (/64): 77.0.0.0/8, 2a00::/12");

        Files.write(
                next.resolveSibling("set/places.mmdb"),
                new Generation(2)
                        .database()
                        .put("77.5.0.0/16", Map.of("country_code", "UA"))
                        .bytes());
        assertThat(run("diff", config, next).out())
                .contains(
                        "region here loses (KG before, UA after): 65,536 IPv4 addresses, 0 IPv6 networks (/64): 77.5.0.0/16")
                .contains(
                        "other hosts, other paths: notice by rule-1 (told v2) before, nothing due after: 65,536 IPv4 addresses");
        assertThat(run("diff", config, directory.resolve("none.yaml")).code()).isEqualTo(1);
        Files.write(next.resolveSibling("set/places.mmdb"), new byte[0]);
        Ended broken = run("diff", config, next);
        assertThat(broken.code()).isEqualTo(1);
        assertThat(broken.out()).contains("places.mmdb is empty: download it again.");
    }

    @Test
    void schemaPrintsWhatEditorsNeed() throws Exception {
        assertThat(run("schema").out()).isEqualTo(Files.readString(Path.of("config/schema/gateway.schema.json")));
        assertThat(run("schema", "tests").out())
                .isEqualTo(Files.readString(Path.of("config/schema/tests.schema.json")));
        Ended unknown = run("schema", "rule");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("There is no schema \"rule\"; there are gateway, notice, rules, tests.");
    }
}
