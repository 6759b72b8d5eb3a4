package io.geocompliance.gateway.audit.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.geocompliance.gateway.audit.AuditRecord.Confidence;
import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.files.Segment;
import io.geocompliance.gateway.audit.tlog.Checkpoint;
import io.geocompliance.gateway.audit.tlog.Proofs;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.TreeFrontier;
import io.geocompliance.gateway.audit.tlog.TreeHash;
import io.geocompliance.gateway.audit.tlog.TreeHasher;
import io.geocompliance.gateway.audit.tlog.VerifierKey;
import io.geocompliance.gateway.audit.verify.LogProofs;
import io.geocompliance.gateway.audit.verify.LogVerifier;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import io.geocompliance.gateway.html.Outcome;
import io.geocompliance.gateway.testing.DecisionLog;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log in the forms of others, each event leading back to its record. */
class ExportsTest {

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
                    .add(600, "RU", Confidence.GEO_COUNTRY, null)
                    .add(10, "??", Confidence.UNKNOWN, Outcome.Reason.VISITOR_ABORTED);
        }
    }

    private static List<JsonNode> events(Exports.Form form) throws IOException {
        Path target = directory.resolve(form + ".jsonl");
        assertThat(Exports.export(new Exports.Asked(log, form, target), verifier, VerifiedLine.Visitor.NONE)
                        .isIntact())
                .isTrue();
        List<JsonNode> events = new ArrayList<>();
        for (String line : Files.readAllLines(target)) {
            events.add(new ObjectMapper().readTree(line));
        }
        assertThat(events).hasSize(610);
        return events;
    }

    /** The record that an event names has that hash, and is in the tree. */
    private static void assertLeadsBack(String id, String hash) throws IOException {
        Epoch epoch = Epoch.of(log).get(0);
        Checkpoint head = Checkpoint.of(epoch.signedHead().orElseThrow());
        assertThat(id).startsWith(head.origin() + "#");
        long index = Long.parseLong(id.substring(id.indexOf('#') + 1));
        assertThat(new LogProofs(epoch).prove(index).includes(TreeHash.parse(hash)))
                .isTrue();
    }

    @Test
    void ecs() throws IOException {
        List<JsonNode> events = events(Exports.Form.ECS);
        JsonNode first = events.get(0);

        assertThat(first.get("@timestamp").asText()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(first.at("/event/action").asText()).isEqualTo("injected");
        assertThat(first.at("/event/outcome").asText()).isEqualTo("success");
        assertThat(first.at("/client/geo/country_iso_code").asText()).isEqualTo("RU");
        assertThat(first.at("/client/ip").isMissingNode()).isTrue();
        assertThat(first.at("/rule/id").asText()).isEqualTo("ru-rule");
        assertThat(first.at("/geogw/notice/sha256").asText()).isEqualTo(DecisionLog.NOTICE);
        assertLeadsBack(
                first.at("/event/id").asText(), first.at("/geogw/leaf_hash").asText());
        JsonNode last = events.get(609);
        assertThat(last.at("/event/outcome").asText()).isEqualTo("failure");
        assertThat(last.at("/event/reason").asText()).isEqualTo("visitor-aborted");
        assertThat(last.has("client")).isFalse();
    }

    @Test
    void ocsf() throws IOException {
        List<JsonNode> events = events(Exports.Form.OCSF);
        JsonNode first = events.get(0);

        assertThat(first.get("class_uid").asInt()).isEqualTo(4002);
        assertThat(first.get("type_uid").asInt()).isEqualTo(400203);
        assertThat(first.get("time").asLong())
                .isEqualTo(Instant.parse("2026-03-01T12:00:00Z").toEpochMilli());
        assertThat(first.get("action_id").asInt()).isEqualTo(4);
        assertThat(first.get("disposition_id").asInt()).isEqualTo(18);
        assertThat(first.at("/src_endpoint/name").asText()).isEqualTo("withheld");
        assertThat(first.at("/src_endpoint/ip").isMissingNode()).isTrue();
        assertLeadsBack(
                first.at("/metadata/uid").asText(),
                first.at("/unmapped/leaf_hash").asText());
        JsonNode last = events.get(609);
        assertThat(last.get("disposition_id").asInt()).isEqualTo(27);
        assertThat(last.get("status_id").asInt()).isEqualTo(2);
        assertThat(last.get("status_detail").asText()).isEqualTo("visitor-aborted");
    }

    @Test
    void tilesGiveTheSignedRoot() throws IOException {
        Path target = directory.resolve("tiles");
        Exports.export(new Exports.Asked(log, Exports.Form.TLOG_TILES, target), verifier, VerifiedLine.Visitor.NONE);

        Path epoch = target.resolve("2026-000");
        Proofs.Head head = Checkpoint.of(SignedNote.parse(Files.readString(epoch.resolve("checkpoint"))))
                .head();
        assertThat(head.size()).isGreaterThan(610);
        TreeHasher hasher = new TreeHasher();
        TreeFrontier entries = new TreeFrontier(hasher);
        TreeFrontier hashes = new TreeFrontier(hasher);
        for (long tile = 0; tile * 256 < head.size(); tile++) {
            long width = Math.min(256, head.size() - tile * 256);
            String name = TileTree.path(tile) + (width == 256 ? "" : ".p/" + width);
            DataInputStream bundle = new DataInputStream(
                    new ByteArrayInputStream(Files.readAllBytes(epoch.resolve("tile/entries/" + name))));
            while (bundle.available() > 0) {
                entries.append(hasher.leaf(bundle.readNBytes(bundle.readUnsignedShort())));
            }
            byte[] level0 = Files.readAllBytes(epoch.resolve("tile/0/" + name));
            for (int at = 0; at < level0.length; at += 32) {
                hashes.append(TreeHash.of(Arrays.copyOfRange(level0, at, at + 32)));
            }
        }
        assertThat(entries.size()).isEqualTo(head.size());
        assertThat(entries.root()).isEqualTo(head.root());
        assertThat(hashes.root()).isEqualTo(head.root());
        assertThat(Files.size(epoch.resolve("tile/1/000.p/2"))).isEqualTo(64);
    }

    @Test
    void tilesAreNamedAsTheSpecificationSays() {
        assertThat(TileTree.path(1234067)).isEqualTo("x001/x234/067");
        assertThat(TileTree.path(5)).isEqualTo("005");
        assertThat(TileTree.path(1000)).isEqualTo("x001/000");
    }

    @Test
    void aLogThatDoesNotHoldLeavesNothingBehind() throws IOException {
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
        Path target = directory.resolve("nothing");

        for (Exports.Form form : Exports.Form.values()) {
            assertThat(Exports.export(new Exports.Asked(changed, form, target), verifier, VerifiedLine.Visitor.NONE)
                            .isIntact())
                    .isFalse();
            assertThat(target).doesNotExist();
        }
    }
}
