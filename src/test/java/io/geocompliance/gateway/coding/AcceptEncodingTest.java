package io.geocompliance.gateway.coding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptEncodingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate, br, zstd        | gzip",
                "GZip                           | gzip",
                "x-gzip                         | gzip",
                "*                              | gzip",
                "*;q=0.001                      | gzip",
                "br;q=1.0, gzip;q=0.8, *;q=0.1  | gzip",
                "gzip ; q=0.5                   | gzip",
                "gzip;Q=1.000                   | gzip",
                "gzip;q=0., *                   | identity",
                "gzip;level=9                   | gzip",
                "gzip, identity                 | gzip",
                ",, gzip ,                      | gzip",
                "br                             | identity",
                "identity                       | identity",
                "identity;q=1, *;q=0            | identity",
                "gzip;q=0                       | identity",
                "gzip;q=0.000                   | identity",
                "gzip;q=0, *                    | identity",
                "*;q=0                          | identity",
                "gzip;q=0.5, identity           | identity",
                "gzip, gzip;q=0                 | identity",
                "gzip;q=0, x-gzip               | identity",
                "gzip;q=2                       | identity",
                "gzip;q=high                    | identity",
                "gzip;q=1.001                   | identity",
                "gzip;q=0.1234                  | identity",
                "gzip;q=                        | identity",
                "gzip;q                         | identity",
                "gzipped                        | identity",
                ";q=1                           | identity",
                "dcb, dcz                       | identity",
                "''                             | identity",
            })
    void asksForGzipOnlyIfTheVisitorDoes(String line, String asked) {
        assertThat(AcceptEncoding.narrowed(List.of(line))).isEqualTo(asked);
    }

    @Test
    void readsAllLines() {
        assertThat(AcceptEncoding.narrowed(List.of("br", "gzip;q=0.1"))).isEqualTo("gzip");
        assertThat(AcceptEncoding.narrowed(List.of("gzip", "gzip;q=0"))).isEqualTo("identity");
    }

    @Test
    void asksForNothingWhereTheFieldIsAbsentAlthoughAnythingIsAccepted() {
        assertThat(AcceptEncoding.narrowed(List.of())).isEqualTo("identity");
        assertThat(Bodies.codings()).allMatch(coding -> AcceptEncoding.accepts(List.of(), coding));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, br            | BR       | true",
                "gzip, br;q=0        | BR       | false",
                "gzip                | BR       | false",
                "gzip, *;q=0.3       | ZSTD     | true",
                "gzip, *;q=0         | ZSTD     | false",
                "zstd, *;q=0         | ZSTD     | true",
                "deflate             | DEFLATE  | true",
                "x-gzip              | GZIP     | true",
                "gzip                | IDENTITY | true",
                "''                  | IDENTITY | true",
                "''                  | GZIP     | false",
                "identity;q=0, gzip  | IDENTITY | false",
                "*;q=0, gzip         | IDENTITY | false",
                "*;q=0, identity     | IDENTITY | true",
                "identity;q=x        | IDENTITY | true",
            })
    void acceptsWhatIsNamedOrCovered(String line, ContentCoding coding, boolean accepted) {
        assertThat(AcceptEncoding.accepts(List.of(line), coding)).isEqualTo(accepted);
    }
}
