package io.geocompliance.gateway.command;

import io.geocompliance.gateway.RuleTests;
import io.geocompliance.gateway.Snapshots;
import io.geocompliance.gateway.StartException;
import io.geocompliance.gateway.config.Config;
import io.geocompliance.gateway.config.ConfigException;
import io.geocompliance.gateway.config.Overrides;
import io.geocompliance.gateway.geo.Region;
import io.geocompliance.gateway.rules.Rule;
import io.geocompliance.gateway.rules.RuleTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code test}: the rules' tests, those beside the rules and those in files, and what none of them speaks of. */
@Command(
        name = "test",
        description = "Runs the configuration's own rule tests and those in files; exit code 0 or 1.",
        mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Files with `tests:` as in rules.yaml.")
    private List<Path> files = List.of();

    @Option(names = "--coverage", description = "Fails also if a rule or region is met by no test.")
    private boolean coverage;

    @Option(names = "--junit", paramLabel = "FILE", description = "Writes the results as JUnit XML, too.")
    private @Nullable Path junit;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try {
            Config read = config.read(Overrides.NONE);
            List<RuleTest> tests = new ArrayList<>(read.ruleTests());
            for (Path file : files) {
                tests.addAll(read.testsIn(file, System::getenv));
            }
            List<RuleTests.Result> results = RuleTests.run(Snapshots.build(read), tests, Instant.now());
            if (junit != null) {
                JUnitXml.write(junit, config.name(), results);
            }
            return print(out, read, results);
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

    private int print(PrintWriter out, Config read, List<RuleTests.Result> results) {
        int failed = 0;
        for (RuleTests.Result result : results) {
            if (result.failure().isPresent()) {
                failed++;
                out.printf("%s: %s.%n", result.test().where(), result.failure().get());
            }
        }
        List<String> rules = read.rules().stream().map(Rule::id).toList();
        List<String> regions = read.regions().stream().map(Region::name).toList();
        out.printf("Tests: %d, failed: %d.%n", results.size(), failed);
        int unmet = unmet(out, "Rules", rules, RuleTests.rulesMet(results));
        unmet += unmet(out, "Regions", regions, RuleTests.regionsMet(results));
        return failed > 0 || coverage && unmet > 0 ? Main.BAD : 0;
    }

    private static int unmet(PrintWriter out, String what, List<String> all, Set<String> met) {
        List<String> missing = all.stream().filter(name -> !met.contains(name)).toList();
        out.printf(
                "%s met: %d of %d%s.%n",
                what,
                all.size() - missing.size(),
                all.size(),
                missing.isEmpty() ? "" : "; by no test: " + String.join(", ", missing));
        return missing.size();
    }
}
