package io.geocompliance.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.audit.tlog.Checkpoint;
import io.geocompliance.gateway.audit.tlog.ProofBuilder;
import io.geocompliance.gateway.audit.tlog.Proofs;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.TreeFrontier;
import io.geocompliance.gateway.audit.tlog.TreeHash;
import io.geocompliance.gateway.audit.tlog.TreeHasher;
import io.geocompliance.gateway.audit.tlog.VerifierKey;
import io.geocompliance.gateway.testing.Corpus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Proof vectors of transparency-dev/merkle and the test log of Tessera, as their READMEs describe them. */
class TransparencyVectorsTest {

    /** Expected to pass there, with placeholders of 12 bytes for roots; a hash of ours has 32 or is refused where it is read. */
    private static final String PLACEHOLDER_ROOTS = "sizes are equal (one) and proof is empty";

    private static final String TESSERA =
            "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

    private static List<JsonObject> vectors(String kind) throws IOException {
        Path root = Corpus.files("merkle").get(0).resolveSibling(kind);
        List<JsonObject> vectors = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                vectors.add(new JsonObject(Files.readString(file))
                        .put("file", file.getFileName().toString()));
            }
        }
        assertThat(vectors).hasSize(98);
        return vectors;
    }

    private static List<TreeHash> proof(JsonObject vector) {
        JsonArray proof = vector.getJsonArray("proof", new JsonArray());
        return proof == null
                ? List.of()
                : proof.stream().map(hash -> TreeHash.parse((String) hash)).toList();
    }

    /** A hash that can't be read is a proof that does not pass. */
    private static boolean passes(java.util.function.BooleanSupplier check) {
        try {
            return check.getAsBoolean();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void inclusionVectors() throws IOException {
        for (JsonObject vector : vectors("inclusion")) {
            boolean passed = passes(() -> Proofs.included(
                    vector.getLong("leafIdx"),
                    TreeHash.parse(vector.getString("leafHash")),
                    proof(vector),
                    new Proofs.Head(vector.getLong("treeSize"), TreeHash.parse(vector.getString("root")))));
            assertThat(passed).as(vector.encode()).isEqualTo(!vector.getBoolean("wantErr"));
        }
    }

    @Test
    void consistencyVectors() throws IOException {
        int exceptions = 0;
        for (JsonObject vector : vectors("consistency")) {
            boolean passed = passes(() -> Proofs.consistent(
                    new Proofs.Head(vector.getLong("size1"), TreeHash.parse(vector.getString("root1"))),
                    new Proofs.Head(vector.getLong("size2"), TreeHash.parse(vector.getString("root2"))),
                    proof(vector)));
            boolean expected = !vector.getBoolean("wantErr");
            if (vector.getString("file").equals("sizes-are-equal-one-and-proof-is-empty.json")) {
                exceptions++;
                expected = false;
            }
            assertThat(passed).as(vector.encode()).isEqualTo(expected);
        }
        assertThat(exceptions).as(PLACEHOLDER_ROOTS).isEqualTo(1);
    }

    private static SignedNote note(String name) throws IOException {
        return SignedNote.parse(
                Files.readString(Corpus.files("tessera-log").get(0).resolveSibling(name)));
    }

    /** An entry bundle of tlog-tiles: each entry after its length in two bytes. */
    private static List<TreeHash> leaves() throws IOException {
        byte[] bundle = Corpus.read(Corpus.files("tessera-log").get(0).resolveSibling("tile/entries/000.p/15"));
        TreeHasher hasher = new TreeHasher();
        List<TreeHash> leaves = new ArrayList<>();
        for (int at = 0; at < bundle.length; ) {
            int length = (bundle[at] & 0xFF) << 8 | bundle[at + 1] & 0xFF;
            leaves.add(hasher.leaf(bundle, at + 2, length));
            at += 2 + length;
        }
        return leaves;
    }

    @Test
    void everyCheckpointOfTesserasLogIsSignedAndHasTheRootOfItsLeaves() throws IOException {
        VerifierKey key = VerifierKey.parse(TESSERA);
        assertThat(key.toString()).isEqualTo(TESSERA);
        TreeFrontier edge = new TreeFrontier(new TreeHasher());
        List<TreeHash> leaves = leaves();
        for (int size = 0; size <= 15; size++) {
            SignedNote note = note("checkpoint." + size);
            assertThat(key.signed(note)).isTrue();
            assertThat(Checkpoint.of(note)).isEqualTo(new Checkpoint(key.name(), new Proofs.Head(size, edge.root())));
            assertThat(new Checkpoint(key.name(), new Proofs.Head(size, edge.root())).text())
                    .isEqualTo(note.text());
            if (size < 15) {
                edge.append(leaves.get(size));
            }
        }
    }

    @Test
    void everyProofOverTesserasLogPassesAndNoneWithAChangedRoot() throws IOException {
        List<TreeHash> leaves = leaves();
        int inclusions = 0;
        int consistencies = 0;
        for (int size = 1; size <= 15; size++) {
            Proofs.Head head = Checkpoint.of(note("checkpoint." + size)).head();
            for (int at = 0; at < size; at++) {
                List<TreeHash> inclusion = shown(ProofBuilder.inclusion(at, size), leaves);
                assertThat(Proofs.included(at, leaves.get(at), inclusion, head)).isTrue();
                assertThat(Proofs.included(at, leaves.get((at + 1) % 15), inclusion, head))
                        .isFalse();
                inclusions++;
                Proofs.Head old = Checkpoint.of(note("checkpoint." + (at + 1))).head();
                List<TreeHash> consistency = shown(ProofBuilder.consistency(at + 1, size), leaves);
                assertThat(Proofs.consistent(old, head, consistency)).isTrue();
                assertThat(Proofs.consistent(new Proofs.Head(at + 1, leaves.get(14)), head, consistency))
                        .isFalse();
                consistencies++;
            }
        }
        assertThat(inclusions).isEqualTo(120);
        assertThat(consistencies).isEqualTo(120);
    }

    @Test
    void oneFlippedBitOfACheckpointFails() throws IOException {
        VerifierKey key = VerifierKey.parse(TESSERA);
        byte[] note = note("checkpoint.15").toString().getBytes(StandardCharsets.UTF_8);
        for (int bit = 0; bit < note.length * 8; bit++) {
            byte[] flipped = note.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(passes(() -> key.signed(SignedNote.parse(new String(flipped, StandardCharsets.UTF_8)))))
                    .as("bit " + bit)
                    .isFalse();
        }
    }

    private static List<TreeHash> shown(ProofBuilder builder, List<TreeHash> leaves) {
        for (int i = 0; i < leaves.size(); i++) {
            builder.leaf(i, leaves.get(i));
        }
        return builder.proof();
    }
}
