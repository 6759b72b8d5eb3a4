package io.geocompliance.gateway.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geocompliance.gateway.audit.AuditRecord.Confidence;
import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.files.Segment;
import io.geocompliance.gateway.audit.tlog.VerifierKey;
import io.geocompliance.gateway.audit.verify.LogVerifier;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import io.geocompliance.gateway.html.Outcome;
import io.geocompliance.gateway.testing.DecisionLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import nu.validator.htmlparser.common.XmlViolationPolicy;
import nu.validator.htmlparser.sax.HtmlParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Each report over a log that the real writer wrote. */
class ReportsTest {

    private static final String NEXT_RULES = "fedcba9876543210".repeat(4);

    @TempDir
    static Path directory;

    private static Path log;
    private static LogVerifier verifier;

    @BeforeAll
    static void write() throws IOException {
        log = directory.resolve("log");
        try (DecisionLog decisions =
                DecisionLog.open(log, directory.resolve("key"), Instant.parse("2026-03-01T12:00:00Z"))) {
            verifier = new LogVerifier(List.of(VerifierKey.parse(decisions.publicKey())), List.of());
            decisions
                    .add(400, "RU", Confidence.GEO_COUNTRY, null)
                    .add(40, "RU", Confidence.GEO_COUNTRY, Outcome.Reason.VISITOR_ABORTED)
                    .add(3, "UA-OCC", Confidence.GEO_EXACT, null)
                    .add(60, "??", Confidence.UNKNOWN, null)
                    .later(Duration.ofDays(1))
                    .ruleSet(NEXT_RULES)
                    .add(200, "RU", Confidence.GEO_COUNTRY, null)
                    .add(5, "RU", Confidence.GEO_COUNTRY, Outcome.Reason.ORIGIN_ABORTED)
                    .addLate(DecisionLog.RULE_SET)
                    .later(Duration.ofMinutes(1));
        }
    }

    private static Report ask(String... names) throws IOException {
        return Reports.ask(log, verifier, new Reports.Asked(List.of(names), ""), VerifiedLine.Visitor.NONE)
                .report();
    }

    private static List<List<String>> rows(String csv) {
        return csv.lines().map(line -> List.of(line.split(",", -1))).toList();
    }

    @Test
    void coverageCountsWhatWasDueAndMergesWhatIsSmall() throws IOException {
        List<List<String>> rows = rows(ask("coverage").csv().get("coverage"));

        assertThat(rows.get(0)).startsWith("Day (UTC)", "Rule", "Region", "Notice");
        List<String> first = rows.stream()
                .filter(row -> row.get(0).equals("2026-03-01") && row.get(2).equals("RU"))
                .findFirst()
                .orElseThrow();
        assertThat(first).containsSequence("2026-03-01", "ru-rule", "RU", "ru-undesirable v3", "440", "400");
        assertThat(first).contains("40", "90.91 %");
        String all = String.join("\n", ask("coverage").csv().values());
        assertThat(all)
                .contains("2026-03-01,(several),(several),(several),<10,<10")
                .doesNotContain("UA-OCC");
        assertThat(all).contains("2026-03-02,ru-rule,RU,ru-undesirable v3,206,\u2265197");
    }

    /** 92 % are 460 of 500, whose rows are shown; of the 206 of the next day 197 are shown as done at least. */
    @Test
    void chartsShowNoMoreThanTheirTable() throws IOException {
        Question coverage = Reports.question("coverage", "");
        List<Chart> charts = coverage.answer(verifier.verify(log, coverage)).charts();
        assertThat(charts)
                .extracting(Chart::title)
                .extracting(title -> title.substring(title.lastIndexOf(' ') + 1))
                .containsExactly("day", "rule", "region", "notice");
        assertThat(charts.get(0).series().get(0).values()).containsExactly(92.0, 100.0 * 197 / 206);
        assertThat(charts.get(2).labels()).containsExactly("??", "RU");
        assertThat(charts.get(2).series().get(0).values()).containsExactly(100.0, 100.0 * (400 + 197) / (440 + 206));
    }

    @Test
    void exceptionsGiveTheReason() throws IOException {
        String csv = ask("exceptions").csv().get("exceptions");

        assertThat(csv).contains("visitor-aborted,aborted,ru-rule,RU,ru-undesirable v3,40,2026-03-01,2026-03-01,");
        assertThat(csv).contains("(several),(several),(several),(several),(several),<10,2026-03-02,2026-03-02,");
    }

    @Test
    void gapsNameMinutesWithoutTickAndWhatTheVerificationFound() throws IOException {
        Map<String, String> csv = ask("gaps").csv();

        assertThat(csv.get("gaps")).contains("process began", "orderly end");
        assertThat(csv.get("findings")).contains("unwitnessed,15,");
    }

    @Test
    void inForceSaysWhatAppliedAtAMoment() throws IOException {
        String all = ask("in-force").csv().get("in-force");
        assertThat(all).contains(DecisionLog.RULE_SET).contains(NEXT_RULES).contains(DecisionLog.NOTICE);
        String then = Reports.ask(
                        log,
                        verifier,
                        new Reports.Asked(List.of("in-force"), "2026-03-01T20:00Z"),
                        VerifiedLine.Visitor.NONE)
                .report()
                .csv()
                .get("in-force");
        assertThat(then).contains(DecisionLog.RULE_SET).doesNotContain(NEXT_RULES);
        assertThat(ask("in-force").csv().get("rules"))
                .contains("0123456789abcdef,ru-rule,enforce,2024-02-20T00:00Z,,Legal desk,Opinion 7,2026-000#");
    }

    @Test
    void rolloutLagCountsDecisionsByWhatHadBeenReplaced() throws IOException {
        assertThat(ask("rollout-lag").csv().get("rollout-lag"))
                .contains("rule set,0123456789abcdef,2026-03-01T12:00Z,<10,2026-03-02T12:00Z")
                .contains("rule set,fedcba9876543210,2026-03-02T12:00Z,0,");
    }

    /** A change that reached nobody is the worst lag, and going back is a change too. */
    @Test
    void rolloutLagIsSeenThoughNothingWasDecidedByTheNewAndGoingBackIsNone() throws IOException {
        Path other = directory.resolve("other");
        try (DecisionLog decisions =
                DecisionLog.open(other, directory.resolve("key"), Instant.parse("2026-03-01T12:00:00Z"))) {
            decisions.add(20, "RU", Confidence.GEO_COUNTRY, null).ruleSet(NEXT_RULES);
            for (int i = 0; i < 12; i++) {
                decisions.addLate(DecisionLog.RULE_SET);
            }
            decisions
                    .later(Duration.ofMinutes(1))
                    .ruleSet(DecisionLog.RULE_SET)
                    .add(30, "RU", Confidence.GEO_COUNTRY, null);
        }
        Map<String, String> csv = Reports.ask(
                        other,
                        verifier,
                        new Reports.Asked(List.of("rollout-lag", "in-force"), ""),
                        VerifiedLine.Visitor.NONE)
                .report()
                .csv();
        assertThat(csv.get("rollout-lag"))
                .contains("rule set,0123456789abcdef,2026-03-01T12:00Z,12,2026-03-01T12:00Z")
                .contains("rule set,fedcba9876543210,2026-03-01T12:00Z,0,")
                .contains("database,country@1,2026-03-01T12:00Z,0,");
        assertThat(csv.get("in-force").lines().filter(row -> row.startsWith("ruleset")))
                .last()
                .asString()
                .contains(DecisionLog.RULE_SET + ",2026-03-01T12:01Z,,");
    }

    @Test
    void custodyTellsBeginningsEndsAndHeads() throws IOException {
        Map<String, String> csv = ask("custody").csv();

        assertThat(csv.get("custody")).contains(",open,", ",close,", "software: test");
        assertThat(csv.get("epochs")).contains("2026-000,");
    }

    @Test
    void unknownShareIsByDay() throws IOException {
        assertThat(ask("unknown-share").csv().get("unknown-share"))
                .contains("2026-03-01,503,60,0,0,\u2265434,<10,0,0,11.93 %,");
    }

    @Test
    void aLogThatDoesNotHoldIsNotReportedOn() throws IOException {
        Path changed = Files.createDirectories(directory.resolve("changed"));
        try (var files = Files.walk(log)) {
            for (Path file : files.toList()) {
                Path copy = changed.resolve(log.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        Path segment = Segment.of(Epoch.of(changed).get(0)).get(0).file();
        Files.writeString(segment, Files.readString(segment).replaceFirst("\"RU\"", "\"RX\""));

        Reports.Answered answered =
                Reports.ask(changed, verifier, new Reports.Asked(Reports.names(), ""), VerifiedLine.Visitor.NONE);
        assertThat(answered.found().isIntact()).isFalse();
        assertThat(answered.report().csv()).isEmpty();
    }

    @Test
    void thePageIsOneValidDocumentWithoutAnythingToLoad() throws Exception {
        String html = ask(Reports.names().toArray(String[]::new)).html();

        assertThat(html).doesNotContain("<script", "http:", "https:", "src=", "@import", "url(");
        assertThat(html)
                .contains("lang=\"en\"", "<title>", "role=\"img\"", "<caption>", "scope=\"col\"", "UNWITNESSED");
        HtmlParser parser = new HtmlParser(XmlViolationPolicy.FATAL);
        parser.setContentHandler(new DefaultHandler());
        parser.setErrorHandler(new ErrorHandler() {
            @Override
            public void warning(SAXParseException e) throws SAXParseException {
                throw e;
            }

            @Override
            public void error(SAXParseException e) throws SAXParseException {
                throw e;
            }

            @Override
            public void fatalError(SAXParseException e) throws SAXParseException {
                throw e;
            }
        });
        parser.parse(new InputSource(new java.io.StringReader(html)));
    }

    @Test
    void jsonSaysTheSameAsCsv() throws IOException {
        Report report = ask("coverage");
        var json = new com.fasterxml.jackson.databind.ObjectMapper().readTree(report.json());

        assertThat(json.get("tables").get("coverage"))
                .hasSize((int) report.csv().get("coverage").lines().count() - 1);
        assertThat(json.get("standing").get(1).asText()).startsWith("UNWITNESSED");
    }

    @Test
    void anUnknownNameIsRefused() {
        assertThatThrownBy(() -> Reports.question("cover", "")).hasMessageContaining("coverage");
    }
}
