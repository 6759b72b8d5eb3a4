package io.geocompliance.gateway.command;

import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.VerifierKey;
import io.geocompliance.gateway.audit.tlog.WitnessPolicy;
import io.geocompliance.gateway.audit.verify.LogVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whom an auditor trusts, beside the log itself: keys, heads that were kept, witnesses. */
final class TrustOption {

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

    @Option(
            names = "--witnesses",
            paramLabel = "FILE",
            description =
                    "The witnesses you trust and how many must have signed, as a C2SP tlog-policy file, got from elsewhere than the log.")
    private @Nullable Path witnesses;

    @Option(names = "--allow-unwitnessed", description = "Says UNWITNESSED, and ends with 0 if nothing else is wrong.")
    private boolean allowUnwitnessed;

    boolean allowsUnwitnessed() {
        return allowUnwitnessed;
    }

    LogVerifier verifier() throws IOException {
        List<SignedNote> notes = new ArrayList<>();
        for (Path file : kept) {
            try {
                notes.add(SignedNote.parse(Files.readString(file)));
            } catch (IllegalArgumentException e) {
                throw new IOException("The file " + file + " is no checkpoint: " + e.getMessage() + ".");
            }
        }
        try {
            return new LogVerifier(keys.stream().map(VerifierKey::parse).toList(), notes, policy());
        } catch (IllegalArgumentException e) {
            throw new IOException("--key is no public key of a log: " + e.getMessage() + ".");
        }
    }

    private WitnessPolicy policy() throws IOException {
        if (witnesses == null) {
            return WitnessPolicy.NONE;
        }
        try {
            return WitnessPolicy.parse(Files.readString(witnesses));
        } catch (IllegalArgumentException e) {
            throw new IOException("The file " + witnesses + " is no tlog-policy: " + e.getMessage() + ".");
        }
    }
}
