package io.geocompliance.gateway.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cosignatures as C2SP tlog-cosignature defines them. */
class CosignatureTest {

    private static final String TEXT =
            "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

    /** Published by its operator; the id in the middle is that of the type 0x04. */
    private static final String PUBLISHED = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";

    private final SigningKey log = SigningKey.generate("example.com/behind-the-sofa");
    private final CosigningKey witness = CosigningKey.generate("witness.example/w1");
    private final SignedNote checkpoint = log.sign(TEXT);

    @Test
    void aPublishedKeyHasItsId() {
        CosignerKey key = CosignerKey.parse(PUBLISHED);

        assertThat(key).hasToString(PUBLISHED);
        assertThat(key.name()).isEqualTo("remora.n621.de");
    }

    @Test
    void itsMessageIsTheSpecifications() {
        byte[] message = CosignerKey.message(1679315147, checkpoint);

        assertThat(new String(message, StandardCharsets.UTF_8)).isEqualTo("cosignature/v1\ntime 1679315147\n" + TEXT);
    }

    @Test
    void itSaysWhenAndHolds() {
        SignedNote cosigned = SignedNote.parse(
                checkpoint.with(witness.cosign(checkpoint, 1679315147)).toString());

        assertThat(witness.cosigner().cosigned(cosigned)).hasValue(1679315147);
        assertThat(log.verifier().signed(cosigned)).isTrue();
        assertThat(CosigningKey.generate("witness.example/w1").cosigner().cosigned(cosigned))
                .isEmpty();
    }

    @Test
    void anotherTimeRootOrKeyIsNone() {
        SignedNote.NoteSignature line = witness.cosign(checkpoint, 1679315147);
        for (int i = 0; i < line.signature().length; i++) {
            byte[] flipped = line.signature().clone();
            flipped[i] ^= 1;
            SignedNote forged = checkpoint.with(new SignedNote.NoteSignature(line.name(), line.keyId(), flipped));
            assertThat(witness.cosigner().cosigned(forged)).as("byte %d", i).isEmpty();
        }
        SignedNote other = log.sign(TEXT.replace("20852163", "20852164"));
        assertThat(witness.cosigner().cosigned(other.with(line))).isEmpty();
    }

    @Test
    void aLogsSignatureIsNoCosignature() {
        SignedNote.NoteSignature signature = checkpoint.signatures().get(0);
        CosignerKey sameKey =
                new CosignerKey(log.verifier().name(), log.verifier().publicKey());
        SignedNote renamed = new SignedNote(
                TEXT,
                List.of(new SignedNote.NoteSignature(
                        signature.name(), sameKey.key().id(), signature.signature())));

        assertThat(sameKey.cosigned(checkpoint)).isEmpty();
        assertThat(sameKey.cosigned(renamed)).isEmpty();
    }

    @Test
    void aKeyFileIsReadAsItWasWritten() {
        CosigningKey read = CosigningKey.parse(witness.fileText());

        assertThat(read.cosigner()).isEqualTo(witness.cosigner());
        assertThat(read.cosign(checkpoint, 7))
                .hasToString(witness.cosign(checkpoint, 7).toString());
    }

    @Test
    void whatIsNoKeyFileIsRefusedWithoutAWordOfIt() {
        String logs = log.fileText();
        String mixed = witness.fileText().lines().findFirst().orElseThrow() + "\n"
                + CosigningKey.generate("witness.example/w1").cosigner() + "\n";
        for (String text : Arrays.asList("", logs, mixed, witness.fileText() + "more\n")) {
            assertThatThrownBy(() -> CosigningKey.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain("PRIVATE"));
        }
    }
}
