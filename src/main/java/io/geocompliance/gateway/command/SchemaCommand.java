package io.geocompliance.gateway.command;

import io.geocompliance.gateway.config.Config;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schema}: the JSON Schema of a kind of file, from the same declarations that read it. */
@Command(
        name = "schema",
        description = "Prints the JSON Schema (2020-12) of a kind of file, for editors.",
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {

    private static final String ENDING = ".schema.json";

    @Parameters(
            arity = "0..1",
            paramLabel = "KIND",
            defaultValue = "gateway",
            description = "gateway, rules, tests or notice (default: gateway).")
    private String kind = "gateway";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        Map<String, String> schemas = Config.schemas();
        String schema = schemas.get(kind + ENDING);
        if (schema == null) {
            command.commandLine()
                    .getErr()
                    .println("There is no schema \"" + kind + "\"; there are "
                            + schemas.keySet().stream()
                                    .map(name -> name.replace(ENDING, ""))
                                    .collect(Collectors.joining(", "))
                            + ".");
            return CommandLine.ExitCode.USAGE;
        }
        command.commandLine().getOut().print(schema);
        command.commandLine().getOut().flush();
        return 0;
    }
}
