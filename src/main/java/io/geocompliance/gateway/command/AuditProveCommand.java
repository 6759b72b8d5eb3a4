package io.geocompliance.gateway.command;

import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.tlog.TlogProof;
import io.geocompliance.gateway.audit.verify.LogProofs;
import io.geocompliance.gateway.audit.verify.LogVerifier;
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

/** {@code audit prove}: a receipt for one record. */
@Command(
        name = "prove",
        description =
                "Writes a receipt (.tlog-proof) for one record, which anybody can check with the public key alone.",
        mixinStandardHelpOptions = true)
final class AuditProveCommand implements Callable<Integer> {

    @Parameters(index = "0", arity = "1", paramLabel = "DIR", description = "The log's directory, or one epoch in it.")
    private @Nullable Path log;

    @Parameters(index = "1", arity = "1", paramLabel = "N", description = "The record's seq.")
    private long index;

    @Option(names = "--epoch", paramLabel = "NAME", description = "Which epoch (default: the last).")
    private @Nullable String epoch;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write it (default: to standard output).")
    private @Nullable Path file;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        TlogProof proof = new LogProofs(epoch(Objects.requireNonNull(log), epoch)).prove(index);
        if (file != null) {
            Files.writeString(file, proof.toString());
        } else {
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            out.print(proof);
            out.flush();
        }
        return 0;
    }

    /** The one of this name, or the last. */
    static Epoch epoch(Path log, @Nullable String name) throws IOException {
        List<Epoch> epochs = LogVerifier.epochs(log);
        if (name == null) {
            return epochs.get(epochs.size() - 1);
        }
        return epochs.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException("There is no epoch " + name + " in " + log + "."));
    }
}
