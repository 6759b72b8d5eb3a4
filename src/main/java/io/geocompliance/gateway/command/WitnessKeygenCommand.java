package io.geocompliance.gateway.command;

import io.geocompliance.gateway.witness.WitnessKeyFile;
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

/** {@code witness keygen}: makes the key that cosignatures are made with. */
@Command(
        name = "keygen",
        description =
                "Makes a witness's Ed25519 key in a file that its owner alone may read, and prints the public key.",
        mixinStandardHelpOptions = true)
final class WitnessKeygenCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "Where the private key is written; never over an existing file.")
    private @Nullable Path file;

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "The witness's name, best with a domain of its operator: witness.example/w1.")
    private String name = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Objects.requireNonNull(spec)
                .commandLine()
                .getOut()
                .println(WitnessKeyFile.create(Objects.requireNonNull(file), name));
        return 0;
    }
}
