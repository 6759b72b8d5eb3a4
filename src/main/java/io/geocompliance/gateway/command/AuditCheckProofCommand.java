package io.geocompliance.gateway.command;

import io.geocompliance.gateway.audit.tlog.Checkpoint;
import io.geocompliance.gateway.audit.tlog.TlogProof;
import io.geocompliance.gateway.audit.tlog.TreeHasher;
import io.geocompliance.gateway.audit.tlog.VerifierKey;
import io.geocompliance.gateway.audit.verify.Finding;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code audit check-proof}: whether a receipt is good. */
@Command(
        name = "check-proof",
        description = "Checks a receipt with the log's public key and nothing else.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the record is in the log that the key signed",
            "2:wrong use",
            "3:could not run",
            "10:not signed by the key",
            "11:the record is not in the tree that was signed"
        })
final class AuditCheckProofCommand implements Callable<Integer> {

    @Parameters(index = "0", arity = "1", paramLabel = "FILE", description = "The receipt.")
    private @Nullable Path file;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "VKEY",
            description = "The log's public key, or its epoch's.")
    private String key = "";

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "The record's line; needed if the receipt does not carry it.")
    private @Nullable Path record;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        TlogProof proof;
        VerifierKey trusted;
        Checkpoint checkpoint;
        try {
            proof = TlogProof.parse(Files.readString(Objects.requireNonNull(file)));
            checkpoint = Checkpoint.of(proof.checkpoint());
            trusted = VerifierKey.parse(key);
        } catch (IllegalArgumentException e) {
            throw new IOException("This can't be checked: " + e.getMessage() + ".");
        }
        byte[] line = record == null ? proof.extra() : withoutFeed(Files.readAllBytes(record));
        if (line.length == 0) {
            throw new IOException("The receipt does not carry the record; name it with --record.");
        }
        String origin = checkpoint.origin();
        Finding.Kind wrong = null;
        if (!trusted.covers(origin) || !trusted.named(origin).signed(proof.checkpoint())) {
            wrong = Finding.Kind.BAD_SIGNATURE;
        } else if (!proof.includes(new TreeHasher().leaf(line))) {
            wrong = Finding.Kind.ROOT_MISMATCH;
        }
        say(proof, checkpoint, wrong);
        return wrong == null ? 0 : wrong.exitCode();
    }

    private static byte[] withoutFeed(byte[] line) {
        boolean fed = line.length > 0 && line[line.length - 1] == '\n';
        return fed ? Arrays.copyOf(line, line.length - 1) : line;
    }

    private void say(TlogProof proof, Checkpoint checkpoint, Finding.@Nullable Kind wrong) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(new JsonObject()
                    .put("good", wrong == null)
                    .put("origin", checkpoint.origin())
                    .put("index", proof.index())
                    .put("size", checkpoint.head().size())
                    .put("record", proof.line())
                    .encodePrettily());
        } else if (wrong == Finding.Kind.BAD_SIGNATURE) {
            out.println("Not signed by the key: this receipt proves nothing.");
        } else if (wrong != null) {
            out.println("The record is not in the tree that was signed.");
        } else {
            out.println("Record " + proof.index() + " is in " + checkpoint.origin() + ", which had "
                    + checkpoint.head().size() + " records when it was signed.");
            out.println(proof.line());
        }
        out.flush();
    }
}
