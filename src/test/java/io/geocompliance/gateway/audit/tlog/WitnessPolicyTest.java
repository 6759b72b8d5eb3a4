package io.geocompliance.gateway.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies as C2SP tlog-policy writes them. */
class WitnessPolicyTest {

    private final SigningKey log = SigningKey.generate("news.example/gateway");
    private final List<CosigningKey> x = keys("x");
    private final List<CosigningKey> y = keys("y");
    private final SignedNote checkpoint = log.sign("news.example/gateway\n0\n" + new TreeHasher().empty() + "\n");

    private static List<CosigningKey> keys(String name) {
        return List.of(
                CosigningKey.generate(name + "1"),
                CosigningKey.generate(name + "2"),
                CosigningKey.generate(name + "3"));
    }

    /** The example of the specification. */
    private String example() {
        StringBuilder text = new StringBuilder("# two organizations\nlog " + log.verifier() + "\n\n");
        for (int i = 0; i < 3; i++) {
            text.append("witness X%d\t%s https://x.example/%d \n".formatted(i + 1, x.get(i), i + 1));
        }
        text.append("group X-witnesses 2 X1 X2 X3\n");
        for (int i = 0; i < 3; i++) {
            text.append("  witness Y%d %s\n".formatted(i + 1, y.get(i)));
        }
        return text + "group Y-witnesses any Y1 Y2 Y3\ngroup X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n";
    }

    @Test
    void theQuorumIsTwoOfTheOnesAndOneOfTheOthers() {
        WitnessPolicy policy = WitnessPolicy.parse(example());

        assertThat(policy.logs()).containsExactly(log.verifier());
        assertThat(policy.witnesses()).hasSize(6);
        assertThat(policy.witnesses().get(1).url()).isEqualTo("https://x.example/2");
        assertThat(policy.witnesses().get(3).url()).isNull();
        SignedNote twoX =
                checkpoint.with(x.get(0).cosign(checkpoint, 10)).with(x.get(2).cosign(checkpoint, 20));
        assertThat(policy.judge(twoX).isMet()).isFalse();
        WitnessPolicy.Verdict both = policy.judge(twoX.with(y.get(1).cosign(checkpoint, 30)));
        assertThat(both.isMet()).isTrue();
        assertThat(both.unixSeconds())
                .containsEntry("X1", 10L)
                .containsEntry("X3", 20L)
                .containsEntry("Y2", 30L);
        SignedNote oneX =
                checkpoint.with(x.get(0).cosign(checkpoint, 10)).with(x.get(0).cosign(checkpoint, 11));
        assertThat(policy.judge(oneX.with(y.get(1).cosign(checkpoint, 30))).isMet())
                .isFalse();
    }

    @Test
    void noneIsMetByEveryCheckpoint() {
        WitnessPolicy policy = WitnessPolicy.parse("quorum none\n");

        assertThat(policy.asksForNone()).isTrue();
        assertThat(policy.judge(checkpoint).isMet()).isTrue();
        assertThat(WitnessPolicy.parse("witness a " + x.get(0) + "\nquorum a").asksForNone())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    witness a %1 ; group a any a ; quorum a          | line 2: the name a is taken
                    witness a %1 ; witness b %1 ; quorum a           | line 2: this witness's key stands above already
                    witness none %1 ; quorum none                    | line 1: the name none is taken
                    group g any a ; witness a %1 ; quorum g          | line 1: no line above defines a
                    witness a %1 ; group g 2 a ; quorum g            | line 2: a group of 1 can't have a threshold of 2
                    witness a %1 ; group g 0 a ; quorum g            | line 2: the form is: group <name> all|any|<k> <name>...
                    witness a %1 ; group g any a ; group h any a     | line 3: a is a member already
                    witness a %1 ; quorum a ; quorum a               | line 3: a policy has one quorum
                    witness a %1                                     | a policy has one line quorum
                    quorum a                                         | line 1: no line above defines a
                    witness a %l ; quorum a                          | line 1: not an Ed25519 key of a witness (type 4)
                    log %1 ; quorum none                             | line 1: not an Ed25519 key of a log (type 1)
                    witnes a %1 ; quorum a                           | line 1: a line begins with log, witness, group or quorum
                    """)
    void aMistakeIsNamedWithItsLine(String lines, String sentence) {
        String text = lines.replace(" ; ", "\n")
                .replace("%1", x.get(0).toString())
                .replace("%l", log.verifier().toString());

        assertThatThrownBy(() -> WitnessPolicy.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(sentence);
    }
}
