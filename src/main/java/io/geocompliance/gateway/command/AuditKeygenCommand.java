package io.geocompliance.gateway.command;

import io.geocompliance.gateway.audit.files.KeyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code audit keygen}: makes the key that a log's checkpoints are signed with. */
@Command(
        name = "keygen",
        description = {
            "Makes an Ed25519 key in a file that its owner alone may read, and prints the public key.",
            "Name the file in audit.key. An existing file is never replaced."
        },
        mixinStandardHelpOptions = true)
final class AuditKeygenCommand implements Callable<Integer> {

    @Parameters(index = "0", arity = "1", paramLabel = "FILE", description = "Where the private key is written.")
    private @Nullable Path file;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "The log's name, best with a domain of yours: news.example/geo-gateway-1. Without it one is drawn.")
    private @Nullable String name;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        KeyFile made = name == null
                ? KeyFile.create(Objects.requireNonNull(file))
                : KeyFile.create(Objects.requireNonNull(file), name);
        Objects.requireNonNull(spec).commandLine().getOut().println(made.key().verifier());
        return 0;
    }
}
