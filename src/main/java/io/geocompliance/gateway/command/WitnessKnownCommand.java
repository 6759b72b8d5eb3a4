package io.geocompliance.gateway.command;

import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.witness.KnownTrees;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code witness known}: the heads that a stopped witness, or a copy of its directory, holds. */
@Command(
        name = "known",
        description =
                "Prints origin, size and root of each log's largest tree; compare it with what an operator shows.",
        mixinStandardHelpOptions = true)
final class WitnessKnownCommand implements Callable<Integer> {

    @Option(names = "--state", required = true, paramLabel = "DIR", description = "The witness's directory, or a copy.")
    private Path state = Path.of("");

    @Option(names = "--signed", description = "Prints the signed checkpoints themselves.")
    private boolean signed;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        for (SignedNote note : KnownTrees.in(state)) {
            out.println(signed ? note : KnownTrees.line(note));
        }
        out.flush();
        return 0;
    }
}
