package io.geocompliance.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireScriptTest {

    private static String sent(WireCase read) {
        return new String(((WireCase.Send) read.steps().get(0)).octets(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void linesEndInCrLfUnlessTheySayOtherwise() {
        WireCase read = WireScript.parse("f", """
                case    c
                send    | A\\tB\\x20
                        |
                        | \\{3*ab}\\\\\\n\\
                answer  none, closed
                origin  nothing
                """).get(0);
        assertThat(sent(read)).isEqualTo("A\tB \r\n\r\nababab\\\n");
        assertThat(read.closes()).isTrue();
        assertThat(read.place()).isEqualTo("f:1");
    }

    @Test
    void aCaseIsOnePerValue() {
        List<WireCase> read = WireScript.parse("f", """
                case    lengths
                with    | +2
                        | 0x2
                send    | Content-Length: {}
                answer  200 to HEAD
                        X: y
                origin  GET /{}
                """);
        assertThat(read).extracting(WireCase::name).containsExactly("lengths: +2", "lengths: 0x2");
        assertThat(sent(read.get(1))).isEqualTo("Content-Length: 0x2\r\n");
        assertThat(read.get(1).requests().get(0).start()).isEqualTo("GET /0x2");
        assertThat(((WireCase.Receive) read.get(0).steps().get(1)).method()).isEqualTo("HEAD");
    }

    @Test
    void aCaseThatExpectsNothingIsAMistake() {
        assertThatThrownBy(() -> WireScript.parse("f", "case  c\nsend  | A\nanswer  200\n"))
                .hasMessageContaining("f:1");
    }

    @Test
    void namesInTheCorpusAreUnique() {
        List<String> names = WireScript.corpus().stream().map(WireCase::name).toList();
        assertThat(new HashSet<>(names)).hasSameSizeAs(names);
    }
}
