package io.geocompliance.gateway.command;

import io.geocompliance.gateway.audit.verify.LogVerifier;
import io.geocompliance.gateway.audit.verify.Verification;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code audit verify}: whether lines, tree, signatures and accounts of a log agree. */
@Command(
        name = "verify",
        description =
                "Verifies a log in one pass and prints everything that is wrong with it; the worst decides the exit code.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:good and witnessed, or good and --allow-unwitnessed",
            "2:wrong use",
            "3:could not run",
            "10:bad or missing signature",
            "11:the lines are not those that were signed",
            "12:two histories were signed",
            "13:lines and counts do not agree",
            "14:decisions were counted without a line",
            "15:UNWITNESSED",
            "16:the last line is incomplete",
            "17:an older checkpoint was put in place of the last",
            "18:records were removed by hand",
            "19:a segment was replaced",
            "20:the end was cut off",
            "21:a line is missing",
            "22:lines were swapped",
            "23:a line names what nobody introduced"
        })
final class AuditVerifyCommand implements Callable<Integer> {

    private static final long PROGRESS_LINES = 100_000;

    @Parameters(index = "0", arity = "1", paramLabel = "DIR", description = "The log's directory, or one epoch in it.")
    private @Nullable Path log;

    @Mixin
    private TrustOption trust = new TrustOption();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        LogVerifier verifier = trust.verifier();
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        Verification found = verifier.verify(Objects.requireNonNull(log), progress(err));
        VerificationText text = new VerificationText(found, trust.allowsUnwitnessed());
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? text.json() : text.plain());
        out.flush();
        return text.exitCode();
    }

    /** One line that is overwritten, on a terminal alone. */
    static VerifiedLine.Visitor progress(PrintWriter err) {
        if (System.console() == null) {
            return VerifiedLine.Visitor.NONE;
        }
        long[] lines = {0};
        return line -> {
            if (++lines[0] % PROGRESS_LINES == 0) {
                err.printf("\r%s: %,d records", line.epoch().name(), line.index() + 1);
                err.flush();
            }
        };
    }
}
