package io.geocompliance.gateway;

import io.geocompliance.gateway.config.Config;
import io.geocompliance.gateway.config.ConfigException;
import io.geocompliance.gateway.config.Overrides;
import io.geocompliance.gateway.proxy.Snapshot;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code check}: every problem at once, without starting: the files, the databases, the rule tests. */
@Command(
        name = "check",
        description = "Names every problem of a configuration at once; exit code 0 or 1.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
        Config read;
        try {
            read = config.read(Overrides.NONE);
        } catch (ConfigException bad) {
            bad.problems().forEach(out::println);
            return summary(out, bad.problems().size());
        }
        read.warnings().forEach(out::println);
        try {
            Snapshot snapshot = Snapshots.build(read);
            List<String> failures = RuleTests.failures(snapshot, read.ruleTests(), Instant.now());
            failures.forEach(out::println);
            if (failures.isEmpty()) {
                out.printf(
                        "%s: good. Rules: %d, rule tests passed: %d, databases: %d.%n",
                        config.name(),
                        read.rules().size(),
                        read.ruleTests().size(),
                        snapshot.geo().databases().size());
            }
            return failures.isEmpty() ? 0 : summary(out, failures.size());
        } catch (StartException bad) {
            bad.problems().forEach(out::println);
            return summary(out, bad.problems().size());
        }
    }

    private int summary(PrintWriter out, int problems) {
        out.printf("%s: %d problem%s.%n", config.name(), problems, problems == 1 ? "" : "s");
        out.flush();
        return Main.BAD;
    }
}
