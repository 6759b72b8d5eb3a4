package io.geocompliance.gateway.command;

import io.geocompliance.gateway.Finding;
import io.geocompliance.gateway.RuleTests;
import io.geocompliance.gateway.Snapshots;
import io.geocompliance.gateway.StartException;
import io.geocompliance.gateway.config.Config;
import io.geocompliance.gateway.config.ConfigException;
import io.geocompliance.gateway.config.Overrides;
import io.geocompliance.gateway.proxy.Snapshot;
import io.geocompliance.gateway.rules.Rule;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check}: every problem at once, without starting: the files, the databases, the rule tests, and what does nothing. */
@Command(
        name = "check",
        description = "Names every problem of a configuration at once; exit code 0 or 1.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--strict", description = "Warnings count as problems.")
    private boolean strict;

    @Option(names = "--coverage", description = "Warns also of rules that no test meets.")
    private boolean coverage;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json or sarif (default: text).")
    private Format format = Format.TEXT;

    @Spec
    private @Nullable CommandSpec spec;

    /** How findings are printed. */
    enum Format {
        TEXT,
        JSON,
        SARIF;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<Finding> findings = new ArrayList<>();
        Optional<String> good = examine(findings);
        CheckReport report = new CheckReport(findings);
        long problems = strict ? findings.size() : report.errors();
        switch (format) {
            case TEXT -> {
                findings.forEach(out::println);
                out.println(config.name() + ": "
                        + (problems == 0
                                ? good.orElse("good.")
                                : problems + (problems == 1 ? " problem." : " problems.")));
            }
            case JSON -> out.println(report.json());
            case SARIF -> out.println(report.sarif());
        }
        out.flush();
        return problems == 0 ? 0 : Main.BAD;
    }

    /** What to say of a configuration without errors; empty where there are some. */
    private Optional<String> examine(List<Finding> findings) {
        try {
            Config read = config.read(Overrides.NONE);
            read.warnings().forEach(warning -> findings.add(Finding.of(warning)));
            Snapshot snapshot = Snapshots.build(read);
            Instant now = Instant.now();
            List<RuleTests.Result> results = RuleTests.run(snapshot, read.ruleTests(), now);
            RuleTests.failures(results).forEach(findings::add);
            findings.addAll(Lint.of(read, snapshot, now));
            if (coverage) {
                untested(read, RuleTests.rulesMet(results), findings);
            }
            return Optional.of("good. Rules: %d, rule tests passed: %d, databases: %d."
                    .formatted(
                            read.rules().size(),
                            read.ruleTests().size(),
                            snapshot.geo().databases().size()));
        } catch (ConfigException bad) {
            bad.problems().forEach(problem -> findings.add(Finding.of(problem)));
        } catch (StartException bad) {
            bad.problems().forEach(problem -> findings.add(Finding.error("database", problem)));
        }
        return Optional.empty();
    }

    private static void untested(Config read, Set<String> met, List<Finding> findings) {
        read.rules().stream()
                .map(Rule::id)
                .filter(id -> !met.contains(id))
                .forEach(id -> findings.add(Finding.warning(
                        "untested", read.positionOf("rule", id), "The rule " + id + " is met by no test.")));
    }
}
