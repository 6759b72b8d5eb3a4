package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ExchangeScriptParserTest {

    @Test
    void stepsHaveArgumentsEntriesAndBodies() {
        ExchangeScript script = ExchangeScript.parse("s", """
                # why
                origin  GET /a  200
                        Content-Type: text/html
                        coding: gzip
                        | <p>
                        |
                        |  x

                visit   GET /a from 77.88.8.8
                """);
        assertThat(script.steps()).hasSize(2);
        ExchangeScript.Step origin = script.steps().get(0);
        assertThat(origin.line()).isEqualTo(2);
        assertThat(origin.keyword()).isEqualTo(ExchangeScript.Keyword.ORIGIN);
        assertThat(origin.words()).containsExactly("GET", "/a", "200");
        assertThat(origin.fields()).containsExactly(new ExchangeScript.Entry("Content-Type", "text/html"));
        assertThat(origin.direction("coding")).contains("gzip");
        assertThat(origin.body()).contains("<p>\n\n x\n");
        assertThat(script.steps().get(1).argument()).isEqualTo("GET /a from 77.88.8.8");
    }

    @Test
    void mistakesAreNamedWithTheirLine() {
        assertThatThrownBy(() -> ExchangeScript.parse("s", "\nvisits GET /")).hasMessage("s:2: no such step: visits");
        assertThatThrownBy(() -> ExchangeScript.parse("s", "visit GET /\n  nothing"))
                .hasMessage("s:2: neither \"key: value\" nor \"| body\"");
    }
}
