package io.geocompliance.gateway;

import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.VerifierKey;
import io.geocompliance.gateway.audit.verify.LogVerifier;
import io.geocompliance.gateway.audit.verify.Verification;
import io.geocompliance.gateway.audit.verify.VerifiedLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    @Option(
            names = "--key",
            paramLabel = "VKEY",
            description =
                    "The log's public key (name+id+base64), got from elsewhere than the log; again for each key before a rotation.")
    private List<String> keys = new ArrayList<>();

    @Option(
            names = "--kept",
            paramLabel = "FILE",
            description = "A checkpoint that you kept: the log must have grown from it. May stand again.")
    private List<Path> kept = new ArrayList<>();

    @Option(names = "--allow-unwitnessed", description = "Says UNWITNESSED, and ends with 0 if nothing else is wrong.")
    private boolean allowUnwitnessed;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        LogVerifier verifier = verifier(keys, kept);
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        Verification found = verifier.verify(Objects.requireNonNull(log), progress(err));
        VerificationText text = new VerificationText(found, allowUnwitnessed);
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? text.json() : text.plain());
        out.flush();
        return text.exitCode();
    }

    /** From texts that a user gave: what is wrong with them is wrong use. */
    static LogVerifier verifier(List<String> keys, List<Path> kept) throws IOException {
        List<SignedNote> notes = new ArrayList<>();
        for (Path file : kept) {
            try {
                notes.add(SignedNote.parse(Files.readString(file)));
            } catch (IllegalArgumentException e) {
                throw new IOException("The file " + file + " is no checkpoint: " + e.getMessage() + ".");
            }
        }
        try {
            return new LogVerifier(keys.stream().map(VerifierKey::parse).toList(), notes);
        } catch (IllegalArgumentException e) {
            throw new IOException("--key is no public key of a log: " + e.getMessage() + ".");
        }
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
