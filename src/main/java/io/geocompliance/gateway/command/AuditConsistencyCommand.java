package io.geocompliance.gateway.command;

import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.tlog.Checkpoint;
import io.geocompliance.gateway.audit.tlog.Proofs;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.TreeHash;
import io.geocompliance.gateway.audit.tlog.VerifierKey;
import io.geocompliance.gateway.audit.verify.Finding;
import io.geocompliance.gateway.audit.verify.LogProofs;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code audit consistency}: whether one checkpoint grew into another. */
@Command(
        name = "consistency",
        description = "Proves from the log that a later checkpoint extends an earlier one, and prints the proof.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the later one extends the earlier one",
            "2:wrong use",
            "3:could not run",
            "10:one of them is not signed by the key",
            "12:it does not: two histories were signed"
        })
final class AuditConsistencyCommand implements Callable<Integer> {

    @Parameters(index = "0", arity = "1", paramLabel = "DIR", description = "The log's directory, or one epoch in it.")
    private @Nullable Path log;

    @Parameters(index = "1", arity = "1", paramLabel = "OLD", description = "The earlier checkpoint, a file.")
    private @Nullable Path older;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "NEW",
            description = "The later checkpoint, a file (default: the log's own).")
    private @Nullable Path newer;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "VKEY",
            description = "The log's public key, or its epoch's.")
    private String key = "";

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        SignedNote first = read(Objects.requireNonNull(older));
        Checkpoint from = checkpoint(first);
        String origin = from.origin();
        Epoch epoch =
                AuditProveCommand.epoch(Objects.requireNonNull(log), origin.substring(origin.lastIndexOf('/') + 1));
        SignedNote second = read(newer == null ? epoch.checkpoint() : newer);
        Checkpoint to = checkpoint(second);
        if (!signed(first, origin) || !signed(second, origin) || !to.origin().equals(origin)) {
            say("One of the checkpoints is not signed by the key, or they are of two logs.", List.of());
            return Finding.Kind.BAD_SIGNATURE.exitCode();
        }
        List<TreeHash> proof =
                new LogProofs(epoch).consistency(from.head().size(), to.head().size());
        if (!Proofs.consistent(from.head(), to.head(), proof)) {
            say("The later checkpoint does NOT extend the earlier one: two histories were signed.", proof);
            return Finding.Kind.FORK.exitCode();
        }
        say(
                "The " + to.head().size() + " records of the later checkpoint begin with the "
                        + from.head().size() + " of the earlier one.",
                proof);
        return 0;
    }

    private boolean signed(SignedNote note, String origin) throws IOException {
        try {
            VerifierKey trusted = VerifierKey.parse(key);
            return trusted.covers(origin) && trusted.named(origin).signed(note);
        } catch (IllegalArgumentException e) {
            throw new IOException("--key is no public key of a log: " + e.getMessage() + ".");
        }
    }

    private static SignedNote read(Path file) throws IOException {
        try {
            return SignedNote.parse(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IOException("The file " + file + " is no checkpoint: " + e.getMessage() + ".");
        }
    }

    private static Checkpoint checkpoint(SignedNote note) throws IOException {
        try {
            return Checkpoint.of(note);
        } catch (IllegalArgumentException e) {
            throw new IOException("No checkpoint: " + e.getMessage() + ".");
        }
    }

    private void say(String sentence, List<TreeHash> proof) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<String> hashes = proof.stream().map(TreeHash::toString).toList();
        if (json) {
            out.println(new JsonObject()
                    .put("message", sentence)
                    .put("proof", new JsonArray(hashes))
                    .encodePrettily());
        } else {
            out.println(sentence);
            hashes.forEach(out::println);
        }
        out.flush();
    }
}
