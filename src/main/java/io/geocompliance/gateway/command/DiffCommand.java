package io.geocompliance.gateway.command;

import io.geocompliance.gateway.Snapshots;
import io.geocompliance.gateway.StartException;
import io.geocompliance.gateway.config.Config;
import io.geocompliance.gateway.config.ConfigException;
import io.geocompliance.gateway.config.Overrides;
import io.geocompliance.gateway.proxy.Snapshot;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code diff}: what a change of rules or databases would mean, before it is made. */
@Command(
        name = "diff",
        description =
                "Says which addresses change region, and for which the rules decide otherwise, between two configurations.",
        mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "OLD", description = "The configuration in force: its gateway.yaml.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "The configuration to come.")
    private Path after = Path.of("");

    @Option(names = "--at", paramLabel = "INSTANT", description = "When the visits take place (default: now).")
    private Instant at = Instant.now();

    @Option(
            names = "--networks",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many networks to name of each change (default: 3).")
    private int networks = 3;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try {
            Config old = Config.read(before, Overrides.NONE, System::getenv);
            Config next = Config.read(after, Overrides.NONE, System::getenv);
            Snapshot inForce = Snapshots.build(old);
            Impact impact = new Impact(inForce, Snapshots.build(next), networks);
            List<String> lines = impact.lines(at);
            lines.forEach(out::println);
            if (lines.isEmpty()) {
                out.println("No address changes region, and no rule decides otherwise.");
            }
            return 0;
        } catch (ConfigException bad) {
            bad.problems().forEach(out::println);
            return Main.BAD;
        } catch (StartException bad) {
            bad.problems().forEach(out::println);
            return Main.BAD;
        } finally {
            out.flush();
        }
    }
}
