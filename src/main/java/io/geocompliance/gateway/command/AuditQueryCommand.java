package io.geocompliance.gateway.command;

import io.geocompliance.gateway.audit.report.LogQuery;
import io.geocompliance.gateway.audit.verify.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code audit query}: SQL over a verified log. */
@Command(
        name = "query",
        description = {
            "Verifies a log, loads its lines into the table log of a DuckDB in memory, and runs SQL on it.",
            "Columns: epoch, idx, leaf, ty, t, reg, sub, conf, rule, rs, must, notice, version, lang, sha256, out, why, geo, k, m, st,"
                    + " line. Nothing is suppressed: cells of fewer than ten visits are for your eyes."
        },
        mixinStandardHelpOptions = true)
final class AuditQueryCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "SQL",
            description = "One statement, such as: SELECT out, count(*) FROM log GROUP BY out")
    private String sql = "";

    @Parameters(index = "1", paramLabel = "DIR", description = "The log's directory, or one epoch in it.")
    private @Nullable Path log;

    @Option(names = "--csv", description = "Prints CSV (RFC 4180) instead of columns.")
    private boolean csv;

    @Mixin
    private TrustOption trust = new TrustOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException {
        AuditLibraries.require("org.duckdb.DuckDBDriver", "duckdb_jdbc.jar", "audit query");
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        try (LogQuery query = LogQuery.open()) {
            Verification found =
                    query.load(Objects.requireNonNull(log), trust.verifier(), AuditVerifyCommand.progress(err));
            VerificationText verified = new VerificationText(found, trust.allowsUnwitnessed());
            if (found.isIntact()) {
                PrintWriter out = spec.commandLine().getOut();
                out.print(csv ? query.csv(sql) : query.columns(sql));
                out.flush();
            } else {
                err.print(verified.plain());
                err.flush();
            }
            return verified.exitCode();
        }
    }
}
