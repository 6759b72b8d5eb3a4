package io.geocompliance.gateway.command;

import static io.geocompliance.gateway.command.Ended.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.audit.AuditRecord;
import io.geocompliance.gateway.audit.AuditSettings;
import io.geocompliance.gateway.audit.Introduction;
import io.geocompliance.gateway.audit.JsonLinesLog;
import io.geocompliance.gateway.html.Outcome;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an auditor types, by the command line that is shipped. */
class AuditCommandsTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    Path directory;

    private Path log;
    private String key;

    @BeforeEach
    void write() throws Exception {
        log = directory.resolve("audit");
        Path file = directory.resolve("secret.key");
        Ended made = run("audit", "keygen", file, "--name", "news.example/geo-gw");
        assertThat(made.code()).isZero();
        key = made.out().strip();
        append(20);
    }

    private void append(int records) throws Exception {
        AuditSettings settings = new AuditSettings(log, directory.resolve("secret.key"), 1 << 20);
        try (JsonLinesLog writer = JsonLinesLog.open(settings, () -> NOON, "test")) {
            assertThat(writer.publicKey()).isEqualTo(key);
            writer.introduce(new Introduction.RuleSet("0123456789abcdef"));
            writer.introduce(new Introduction.GeoDatabase("country@1", NOON, "cd"));
            for (int i = 0; i < records; i++) {
                writer.append(new AuditRecord(
                        NOON,
                        new AuditRecord.Where("DE", null, AuditRecord.Confidence.GEO_COUNTRY),
                        new AuditRecord.Basis(null, "0123456789abcdef", false, "country@1"),
                        null,
                        new AuditRecord.Result(AuditRecord.Out.SKIPPED, Outcome.Reason.NOT_AFFECTED),
                        new AuditRecord.Message(AuditRecord.Method.GET, 200, null)));
            }
        }
    }

    @Test
    void keygenMakesAKeyOnceAndForItsOwnerAlone() throws Exception {
        Path file = directory.resolve("secret.key");
        assertThat(key).startsWith("news.example/geo-gw+");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file))
                .startsWith("PRIVATE+KEY+news.example/geo-gw+")
                .endsWith(key + "\n");
        Ended again = run("audit", "keygen", file);
        assertThat(again.code()).isEqualTo(3);
        assertThat(again.err()).contains("is there already and is not replaced");
        assertThat(run("audit", "keygen", directory.resolve("other.key")).out()).startsWith("geo-compliance-gateway/");
    }

    @Test
    void aGoodLogIsVerifiedAndLoudlyUnwitnessed() {
        Ended found = run("audit", "verify", log, "--key", key);
        assertThat(found.out())
                .contains("Epoch 2026-000: 25 records, 25 signed, root ", "By kind: close 1, dec 20", "UNWITNESSED")
                .contains("The lines are those that were signed.");
        assertThat(found.code()).isEqualTo(15);
        assertThat(run("audit", "verify", log, "--key", key, "--allow-unwitnessed")
                        .code())
                .isZero();
        Ended epoch = run("audit", "verify", log.resolve("2026-000"), "--json", "--allow-unwitnessed");
        JsonObject json = new JsonObject(epoch.out());
        assertThat(json.getBoolean("intact")).isTrue();
        assertThat(json.getInteger("exitCode")).isZero();
        assertThat(json.getJsonArray("notes").getString(0)).contains("the key was taken from the log itself");
        assertThat(json.getJsonObject("records").getInteger("dec")).isEqualTo(20);
    }

    @Test
    void aChangedLogEndsWithTheWorstFindingsCode() throws Exception {
        Path lines = log.resolve("2026-000/open/000000000000.jsonl");
        Files.writeString(lines, Files.readString(lines).replaceFirst("\"st\":200", "\"st\":201"));
        Ended found = run("audit", "verify", log, "--key", key, "--allow-unwitnessed");
        assertThat(found.code()).isEqualTo(11);
        assertThat(found.out()).contains("root-mismatch (11) 2026-000:", "This log does NOT hold");
        Ended prove = run("audit", "prove", log, 1);
        assertThat(prove.code()).isEqualTo(3);
        assertThat(prove.err()).contains("does not lead to the signed root");
    }

    @Test
    void whoDidWhatWithTheLogIsNotedInIt() throws Exception {
        Path secret = directory.resolve("secret.key");
        Path report = Files.writeString(directory.resolve("report.json"), "abc");
        Ended noted = run(
                "audit",
                "note",
                log,
                "--key-file",
                secret,
                "--did",
                "report",
                "--as",
                "Counsel",
                "--about",
                "2026",
                "--file",
                report);
        assertThat(noted.err()).isEmpty();
        assertThat(noted.code()).isZero();
        String sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assertThat(Files.readString(log.resolve("2026-000/open/000000000000.jsonl")))
                .contains("\"did\":\"report\",\"who\":\"Counsel\",\"about\":\"2026\",\"sha256\":\"" + sha256 + "\"");
        Path out = directory.resolve("report");
        assertThat(run("audit", "report", "custody", log, "--key", key, "--allow-unwitnessed", "--out", out)
                        .code())
                .isZero();
        assertThat(Files.readString(out.resolve("custody.csv"))).contains("custody,", "who: Counsel", sha256);
        assertThat(run("audit", "verify", log, "--key", key, "--allow-unwitnessed")
                        .code())
                .isZero();
        assertThat(run("audit", "note", log, "--did", "burn", "--as", "x").code())
                .isEqualTo(2);
        assertThat(run("audit", "note", "--did", "copy", "--as", "x").code()).isEqualTo(2);
        assertThat(run("audit", "prune", log, "--before", "2026-01-01", "--key-file", secret, "--as", "Operator")
                        .code())
                .isZero();
        assertThat(Files.readString(log.resolve("2026-000/open/000000000000.jsonl")))
                .contains("\"did\":\"prune\",\"who\":\"Operator\",\"about\":\"before 2026-01-01\"");
    }

    @Test
    void aReceiptIsCheckedWithTheKeyAlone() throws Exception {
        Path receipt = directory.resolve("5.tlog-proof");
        assertThat(run("audit", "prove", log, 5, "--out", receipt).code()).isZero();
        String shown = run("audit", "prove", log.resolve("2026-000"), 5).out();
        assertThat(receipt).hasContent(shown);
        append(40);
        Ended good = run("audit", "check-proof", receipt, "--key", key);
        assertThat(good.out()).contains("Record 5 is in news.example/geo-gw/2026-000", "\"seq\":5,");
        assertThat(good.code()).isZero();
        assertThat(new JsonObject(run("audit", "check-proof", receipt, "--key", key, "--json")
                                .out())
                        .getBoolean("good"))
                .isTrue();
        Path other = directory.resolve("6.tlog-proof");
        Files.writeString(other, shown.replace("index 5", "index 6"));
        assertThat(run("audit", "check-proof", other, "--key", key).code()).isEqualTo(11);
        String stranger = run("audit", "keygen", directory.resolve("stranger.key"), "--name", "news.example/geo-gw")
                .out();
        assertThat(run("audit", "check-proof", receipt, "--key", stranger.strip())
                        .code())
                .isEqualTo(10);
        Path bare = directory.resolve("bare.tlog-proof");
        Files.writeString(bare, shown.replaceFirst("extra .*\n", ""));
        assertThat(run("audit", "check-proof", bare, "--key", key).err()).contains("name it with --record");
        Path line = directory.resolve("line");
        Files.writeString(
                line,
                Files.readAllLines(log.resolve("2026-000/open/000000000000.jsonl"))
                                .get(5) + "\n");
        assertThat(run("audit", "check-proof", bare, "--key", key, "--record", line)
                        .code())
                .isZero();
        Ended none = run("audit", "prove", log, 1000);
        assertThat(none.code()).isEqualTo(3);
        assertThat(none.err()).contains("has no record 1000");
    }

    @Test
    void aLaterHeadExtendsAnEarlierOne() throws Exception {
        Path early = directory.resolve("early");
        Files.copy(log.resolve("2026-000/checkpoint"), early);
        append(40);
        Ended good = run("audit", "consistency", log, early, "--key", key);
        assertThat(good.out()).contains("70 records of the later checkpoint begin with the 25 of the earlier one");
        assertThat(good.code()).isZero();
        Path forked = directory.resolve("forked");
        Files.move(log, forked);
        append(20);
        Ended fork = run("audit", "consistency", forked, log.resolve("2026-000/checkpoint"), "--key", key);
        assertThat(fork.out()).contains("does NOT extend");
        assertThat(fork.code()).isEqualTo(12);
        Ended kept = run("audit", "verify", forked, "--key", key, "--kept", log.resolve("2026-000/checkpoint"));
        assertThat(kept.code()).isEqualTo(12);
    }

    @Test
    void whatIsNoLogIsSaid() {
        Ended none = run("audit", "verify", directory);
        assertThat(none.code()).isEqualTo(3);
        assertThat(none.err()).contains("There is no log in");
        assertThat(run("audit", "verify").code()).isEqualTo(2);
        assertThat(run("audit", "verify", log, "--key", "nonsense").err()).contains("--key is no public key");
    }
}
