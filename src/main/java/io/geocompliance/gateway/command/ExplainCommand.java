package io.geocompliance.gateway.command;

import io.geocompliance.gateway.Explainer;
import io.geocompliance.gateway.Explanation;
import io.geocompliance.gateway.ExplanationText;
import io.geocompliance.gateway.Snapshots;
import io.geocompliance.gateway.admin.ExplainQuery;
import io.geocompliance.gateway.config.Config;
import io.geocompliance.gateway.config.ConfigException;
import io.geocompliance.gateway.config.Overrides;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code explain}: what would be done with a visit, and why. */
@Command(
        name = "explain",
        description = "Says what would be done with a visit, and why, by the code that serves live traffic.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--ip", required = true, paramLabel = "ADDRESS", description = "The visitor's address.")
    private String ip = "";

    @Option(
            names = "--url",
            defaultValue = "/",
            paramLabel = "URL",
            description = "A path, or absolute (default ${DEFAULT-VALUE}).")
    private String url = "";

    @Option(names = "--header", paramLabel = "'N: V'", description = "A request header; may come more than once.")
    private List<String> headers = List.of();

    @Option(names = "--at", paramLabel = "INSTANT", description = "When, such as 2026-11-24T05:00:00Z (default now).")
    private @Nullable Instant at;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        CommandSpec command = java.util.Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        Config read;
        try {
            read = config.read(Overrides.NONE);
        } catch (ConfigException bad) {
            bad.problems().forEach(command.commandLine().getErr()::println);
            return Main.BAD;
        }
        try {
            Explanation explanation = new Explainer(
                            Snapshots.build(read), read.proxy().origins())
                    .explain(ip, url, headers, at == null ? Instant.now() : at);
            out.print(
                    json
                            ? ExplanationText.json(explanation).encodePrettily() + "\n"
                            : ExplanationText.text(explanation));
            out.flush();
            return 0;
        } catch (ExplainQuery.Refused refused) {
            throw new ParameterException(command.commandLine(), refused.getMessage());
        }
    }
}
