package io.geocompliance.gateway.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Notes, checkpoints, keys and receipts, against what other implementations write. */
class SignedNoteTest {

    /** The example of C2SP signed-note. */
    private static final String EXAMPLE_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String EXAMPLE = "If you think cryptography is the answer to your problem,\n"
            + "then you don't know what your problem is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZIn"
            + "NIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    /** Written by Go's golang.org/x/mod/sumdb/note 0.7.0 from the seed 00 01 02 … 1f. */
    private static final String GO_KEY = "PRIVATE+KEY+example.org/geo-gw/2026-000+78ba9382+"
            + "AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n"
            + "example.org/geo-gw/2026-000+78ba9382+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4\n";

    private static final String GO_NOTE = "example.org/geo-gw/2026-000\n7\n"
            + "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\n"
            + "— example.org/geo-gw/2026-000 eLqTgs3ttI3X4fyskPvrJ03OP4NXxYF32AnCwniw/iNQXHwUCwRDhrdpGRmkkyOL2NHkY+Ir"
            + "eSFYDrctrfUKMpiOQQ8=\n";

    @Test
    void theExampleOfTheStandardPasses() {
        SignedNote note = SignedNote.parse(EXAMPLE);
        assertThat(VerifierKey.parse(EXAMPLE_KEY).signed(note)).isTrue();
        assertThat(VerifierKey.parse(EXAMPLE_KEY).named("Other").signed(note)).isFalse();
        assertThat(note.toString()).isEqualTo(EXAMPLE);
        assertThat(VerifierKey.parse(EXAMPLE_KEY).signed(SignedNote.parse(EXAMPLE.replace("don't", "do"))))
                .isFalse();
    }

    @Test
    void weSignAsGoDoesToTheByte() {
        SigningKey key = SigningKey.parse(GO_KEY);
        assertThat(key.fileText()).isEqualTo(GO_KEY);
        Checkpoint checkpoint = Checkpoint.of(SignedNote.parse(GO_NOTE));
        assertThat(checkpoint.head().size()).isEqualTo(7);
        assertThat(key.sign(checkpoint.text()).toString()).isEqualTo(GO_NOTE);
        assertThat(key.verifier().signed(SignedNote.parse(GO_NOTE))).isTrue();
    }

    @Test
    void aFreshKeySignsAndIsReadBack() {
        SigningKey key = SigningKey.generate("news.example/geo-gw");
        SigningKey read = SigningKey.parse(key.fileText());
        SignedNote note = read.named("news.example/geo-gw/2026-000").sign("a text\n");
        assertThat(key.verifier().named("news.example/geo-gw/2026-000").signed(note))
                .isTrue();
        assertThat(key.verifier().signed(note)).isFalse();
        assertThat(key.toString()).isEqualTo(key.verifier().toString()).doesNotContain("PRIVATE");
        assertThat(SigningKey.generate("news.example/geo-gw").verifier()).isNotEqualTo(key.verifier());
    }

    @Test
    void aWrongSignatureBesideAGoodOneRefusesTheNote() {
        SigningKey key = SigningKey.parse(GO_KEY);
        SignedNote good = key.sign("one\n");
        SignedNote both = good.with(key.sign("two\n").signatures().get(0));
        assertThat(key.verifier().signed(both)).isFalse();
        SignedNote foreign = good.with(
                SigningKey.generate("somebody.else").sign("one\n").signatures().get(0));
        assertThat(key.verifier().signed(foreign)).isTrue();
        assertThat(key.verifier().signed(SignedNote.parse(foreign.toString()))).isTrue();
    }

    @Test
    void whatIsNoNoteIsRefused() {
        String signature = EXAMPLE.substring(EXAMPLE.indexOf("— "));
        for (String bad : List.of(
                "",
                "text\n",
                "text\n\n",
                "text\n" + signature,
                EXAMPLE.strip(),
                EXAMPLE.replace("— ", "- "),
                EXAMPLE.replace("=\n", "\n"),
                EXAMPLE.replace("AM=", "AN="),
                EXAMPLE.replace("If", "I\tf"),
                "text\n\n" + signature.repeat(101),
                "text\n\n— a+b AAAAAAA=\n",
                "text\n\n— a AAAA\n")) {
            assertThatThrownBy(() -> SignedNote.parse(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatIsNoCheckpointIsRefused() {
        String root = GO_NOTE.lines().toList().get(2);
        for (String bad : List.of(
                "a b\n7\n" + root + "\n",
                "a\n07\n" + root + "\n",
                "a\n-7\n" + root + "\n",
                "a\n+7\n" + root + "\n",
                "a\n9999999999999999999\n" + root + "\n",
                "a\n7\nAAAA\n",
                "a\n7\n",
                "a\n7\n" + root + "\n\nmore\n")) {
            assertThatThrownBy(() -> Checkpoint.of(new SignedNote(bad, List.of())))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Checkpoint.of(new SignedNote("a\n7\n" + root + "\nan extension\n", List.of()))
                        .origin())
                .isEqualTo("a");
    }

    @Test
    void whatIsNoKeyIsRefusedAndNothingOfItIsSaid() {
        for (String bad : List.of(
                "",
                "a+b",
                EXAMPLE_KEY.replace("c74f20a3", "c74f20a4"),
                EXAMPLE_KEY.replace("Peter", "Paul"),
                EXAMPLE_KEY.replace("+ARpc", "+BBpc"),
                EXAMPLE_KEY.substring(0, 60))) {
            assertThatThrownBy(() -> VerifierKey.parse(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
        }
        String secret = GO_KEY.substring(50, 80);
        for (String bad : List.of(
                GO_KEY.replace("HR4f", "HR4"),
                GO_KEY.replace("HR4f", "HR4g"),
                GO_KEY.replace("HR4f", "!!!!"),
                GO_KEY.lines().findFirst().orElseThrow() + "\n",
                GO_KEY.replaceFirst("example", "other"))) {
            assertThatThrownBy(() -> SigningKey.parse(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain(secret));
        }
    }

    @Test
    void aReceiptIsCheckedWithoutTheLog() {
        SigningKey key = SigningKey.parse(GO_KEY);
        List<TreeHash> leaves = Trees.leaves(9);
        SignedNote note = key.sign(new Checkpoint("a.log", new Proofs.Head(9, Trees.root(leaves))).text());
        byte[] line = "record 4".getBytes(StandardCharsets.US_ASCII);
        TlogProof receipt = new TlogProof(line, 4, Trees.path(4, leaves), note);
        TlogProof read = TlogProof.parse(receipt.toString());
        assertThat(read).isEqualTo(receipt);
        assertThat(read.includes(new TreeHasher().leaf(read.extra()))).isTrue();
        assertThat(read.includes(leaves.get(5))).isFalse();
        assertThat(receipt.toString()).startsWith("c2sp.org/tlog-proof@v1\nextra cmVjb3JkIDQ=\nindex 4\n");
        assertThat(TlogProof.parse(receipt.toString().replace("extra cmVjb3JkIDQ=\n", ""))
                        .extra())
                .isEmpty();
        for (String bad : List.of(
                receipt.toString().replace("@v1", "@v2"),
                receipt.toString().replace("index 4", "index 04"),
                receipt.toString().replace("index 4\n", ""),
                receipt.toString().replace("\n\n", "\n"))) {
            assertThatThrownBy(() -> TlogProof.parse(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
