package io.geocompliance.gateway.config;

import io.geocompliance.gateway.notice.Notice;
import io.geocompliance.gateway.rules.Rule;
import io.geocompliance.gateway.rules.RuleTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a file of rule tests is written that stands beside the rules: the same tests under the same key. */
final class TestsFile {

    private static final Key<List<RuleTests.Said>> TESTS =
            Key.required("tests", ListOf.some("a list of tests", RuleTests.TEST), "Visits and what must come out.");

    /** The whole file. */
    static final Section<List<RuleTests.Said>> FILE =
            Section.of("tests of rules", List.of(TESTS), fields -> fields.get(TESTS));

    private TestsFile() {}

    static List<RuleTest> read(Path file, Config config, Function<String, @Nullable String> environment)
            throws ConfigException {
        Problems problems = new Problems();
        SourceFiles files = new SourceFiles(problems);
        Path directory = Config.relativeParent(file);
        Reading reading = new Reading(
                problems, new Substitution(environment), new Reading.Base(directory, directory), files::watch);
        Optional<List<RuleTests.Said>> tests = files.text("tests", file)
                .flatMap(text -> YamlText.parse(file.toString(), text, problems))
                .flatMap(yaml -> FILE.read(yaml, reading));
        tests.ifPresent(said -> new References(problems)
                .checkTests(
                        said,
                        config.rules().stream().map(Rule::id).toList(),
                        config.notices().stream().map(Notice::id).toList()));
        if (problems.hasErrors() || tests.isEmpty()) {
            throw new ConfigException(problems.sorted(), files.read());
        }
        return tests.get().stream().map(RuleTests.Said::test).toList();
    }
}
