package io.geocompliance.gateway.command;

import io.geocompliance.gateway.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/**
 * The command line.
 *
 * <p>Exit codes: 0 good, 1 the thing checked is bad, 2 wrong use, 3 could not run.
 */
@Command(
        name = "geo-compliance-gateway",
        description = "A reverse proxy that delivers a legal notice where the law asks for it.",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            TestCommand.class,
            ExplainCommand.class,
            DiffCommand.class,
            SchemaCommand.class,
            PreviewCommand.class,
            AuditCommand.class,
            WitnessCommand.class,
            HealthCommand.class
        },
        versionProvider = Main.Versions.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    /** The thing checked is bad. */
    static final int BAD = 1;

    /** It could not run. */
    static final int COULD_NOT_RUN = 3;

    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The whole command line, for {@link #main} and for tests. */
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExitCodeExceptionMapper(failure ->
                        failure instanceof CommandLine.ParameterException ? CommandLine.ExitCode.USAGE : COULD_NOT_RUN)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(command.getColorScheme().errorText(sentence(failure)));
                    return COULD_NOT_RUN;
                });
    }

    private static String sentence(Exception failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /** What {@code --version} prints. */
    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Version.ofProgram()};
        }
    }
}
