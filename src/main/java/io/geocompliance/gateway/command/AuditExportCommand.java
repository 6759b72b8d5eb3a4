package io.geocompliance.gateway.command;

import io.geocompliance.gateway.audit.export.Exports;
import io.geocompliance.gateway.audit.verify.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code audit export}: a verified log in the form of a SIEM, or of other people's verifiers. */
@Command(
        name = "export",
        description = {
            "Writes a verified log as ECS or OCSF events, each with its record's index and hash, or as C2SP tiles for one auditor.",
            "A log that does not hold is not exported: the exit code is that of audit verify. Tiles must not be published: they hold"
                    + " every record's hash."
        },
        mixinStandardHelpOptions = true)
final class AuditExportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "The log's directory, or one epoch in it.")
    private @Nullable Path log;

    @Option(names = "--format", required = true, paramLabel = "FORMAT", description = "ecs, ocsf or tlog-tiles.")
    private String format = "";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "PATH",
            description = "A file for ecs and ocsf, a directory for tlog-tiles; it must not be there yet.")
    private @Nullable Path out;

    @Mixin
    private TrustOption trust = new TrustOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        Exports.Asked asked = new Exports.Asked(Objects.requireNonNull(log), form(), Objects.requireNonNull(out));
        Verification found = Exports.export(asked, trust.verifier(), AuditVerifyCommand.progress(err));
        VerificationText verified = new VerificationText(found, trust.allowsUnwitnessed());
        if (!found.isIntact()) {
            err.print(verified.plain());
            err.flush();
        }
        return verified.exitCode();
    }

    private Exports.Form form() {
        try {
            return Exports.Form.valueOf(format.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--format is ecs, ocsf or tlog-tiles, not " + format,
                    e);
        }
    }
}
