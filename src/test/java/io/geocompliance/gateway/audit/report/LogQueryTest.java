package io.geocompliance.gateway.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geocompliance.gateway.audit.AuditRecord.Confidence;
import io.geocompliance.gateway.audit.tlog.VerifierKey;
import io.geocompliance.gateway.audit.verify.LogVerifier;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import io.geocompliance.gateway.html.Outcome;
import io.geocompliance.gateway.testing.DecisionLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQL by the real DuckDB over a verified log, and nothing beside it. */
class LogQueryTest {

    @TempDir
    Path directory;

    @Test
    void linesAreCountedAndNoFileIsReached() throws Exception {
        Path log = directory.resolve("log");
        LogVerifier verifier;
        try (DecisionLog decisions =
                DecisionLog.open(log, directory.resolve("key"), Instant.parse("2026-03-01T12:00:00Z"))) {
            verifier = new LogVerifier(List.of(VerifierKey.parse(decisions.publicKey())), List.of());
            decisions
                    .add(30, "RU", Confidence.GEO_COUNTRY, null)
                    .add(4, "??", Confidence.UNKNOWN, Outcome.Reason.VISITOR_ABORTED);
        }
        Path secret = Files.writeString(directory.resolve("secret.csv"), "a,b\n");

        try (LogQuery query = LogQuery.open()) {
            assertThat(query.load(log, verifier, VerifiedLine.Visitor.NONE).isIntact())
                    .isTrue();
            assertThat(query.csv("SELECT reg, out, count(*) AS n FROM log WHERE must GROUP BY ALL ORDER BY n DESC"))
                    .isEqualTo("reg,out,n\r\nRU,injected,30\r\n??,aborted,4\r\n");
            assertThat(
                            query.columns(
                                    "SELECT line::JSON ->> 'rule' AS rule, min(idx) AS first FROM log WHERE ty = 'dec' GROUP BY 1"))
                    .startsWith("rule     first\nru-rule  ");
            assertThatThrownBy(() -> query.csv("SELECT * FROM read_csv('" + secret + "')"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> query.csv("COPY log TO '" + directory.resolve("out.csv") + "'"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> query.csv("SET enable_external_access=true"))
                    .isInstanceOf(SQLException.class);
        }
    }
}
