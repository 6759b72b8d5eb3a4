package io.geocompliance.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TreeConstructionTest {

    @Test
    void wholeDocumentsWithScriptingAreKept() {
        String file = """
                #data
                <p>one

                two
                #errors
                (1,3): expected-doctype
                #document
                | <html>

                #data
                #errors
                #document
                | <html>

                #data
                <td>
                #errors
                #document-fragment
                table
                #document
                | <td>

                #data
                <noscript>
                #errors
                #script-off
                #document
                | <html>
                """;
        assertThat(TreeConstruction.parse("f", file))
                .extracting(document -> document.name() + "=" + new String(document.document(), StandardCharsets.UTF_8))
                .containsExactly("f#1=<p>one\n\ntwo", "f#2=");
    }
}
