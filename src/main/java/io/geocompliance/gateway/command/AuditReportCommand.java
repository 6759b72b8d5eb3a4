package io.geocompliance.gateway.command;

import io.geocompliance.gateway.audit.report.Report;
import io.geocompliance.gateway.audit.report.Reports;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code audit report}: what was due and done, from a log that is verified in the same pass. */
@Command(
        name = "report",
        description = {
            "Answers an auditor's question from a verified log: coverage, exceptions, gaps, in-force, rollout-lag, custody,",
            "unknown-share, or all. A log that does not hold is not reported on: the exit code is that of audit verify."
        },
        mixinStandardHelpOptions = true)
final class AuditReportCommand implements Callable<Integer> {

    private static final String ALL = "all";

    @Parameters(index = "0", paramLabel = "NAME", description = "The report, or all.")
    private String name = ALL;

    @Parameters(index = "1", paramLabel = "DIR", description = "The log's directory, or one epoch in it.")
    private @Nullable Path log;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Writes NAME.html, NAME.json and a CSV file for each table there; without it JSON is printed.")
    private @Nullable Path out;

    @Option(names = "--at", paramLabel = "MINUTE", description = "For in-force: one moment, such as 2026-03-01T12:00Z.")
    private String at = "";

    @Mixin
    private TrustOption trust = new TrustOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!at.isEmpty() && !at.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}Z")) {
            throw wrong("--at is a minute such as 2026-03-01T12:00Z, not " + at);
        }
        if (!name.equals(ALL) && !Reports.names().contains(name)) {
            throw wrong("There is no report " + name + ": " + String.join(", ", Reports.names()) + ", or all.");
        }
        List<String> names = name.equals(ALL) ? Reports.names() : List.of(name);
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        Reports.Answered answered = Reports.ask(
                Objects.requireNonNull(log),
                trust.verifier(),
                new Reports.Asked(names, at),
                AuditVerifyCommand.progress(err));
        VerificationText verified = new VerificationText(answered.found(), trust.allowsUnwitnessed());
        if (answered.found().isIntact()) {
            write(answered.report());
        } else {
            err.print(verified.plain());
            err.flush();
        }
        return verified.exitCode();
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
    }

    private void write(Report report) throws IOException {
        PrintWriter print = Objects.requireNonNull(spec).commandLine().getOut();
        Path directory = out;
        if (directory == null) {
            print.print(report.json());
        } else {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(name + ".html"), report.html());
            Files.writeString(directory.resolve(name + ".json"), report.json());
            for (Map.Entry<String, String> table : report.csv().entrySet()) {
                Files.writeString(directory.resolve(table.getKey() + ".csv"), table.getValue());
            }
            print.println("Written to " + directory.resolve(name + ".html"));
        }
        print.flush();
    }
}
