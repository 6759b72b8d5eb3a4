package io.geocompliance.gateway.command;

import io.geocompliance.gateway.audit.Custody;
import io.geocompliance.gateway.audit.JsonLinesLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code audit prune}: takes old lines away and leaves every other proof intact. */
@Command(
        name = "prune",
        description = {
            "Takes away the lines of whole segments that are older than a day, after the log has said so and signed"
                    + " it.",
            "Their hashes stay: receipts handed out before, roots and later proofs stay good. Only while no gateway"
                    + " writes the log."
        },
        mixinStandardHelpOptions = true)
final class AuditPruneCommand implements Callable<Integer> {

    @Parameters(index = "0", arity = "1", paramLabel = "DIR", description = "The log's directory.")
    private @Nullable Path log;

    @Option(
            names = "--before",
            required = true,
            paramLabel = "DATE",
            description = "The first day (UTC) whose lines stay, as 2026-11-01.")
    private @Nullable LocalDate before;

    @Mixin
    private final WriterOption option = new WriterOption();

    @Option(names = "--as", paramLabel = "NAME", description = "Who prunes; noted in the log.")
    private @Nullable String who;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path directory = Objects.requireNonNull(log);
        Instant time =
                Objects.requireNonNull(before).atStartOfDay(ZoneOffset.UTC).toInstant();
        long pruned;
        try (JsonLinesLog writer = option.open(directory, "audit prune")) {
            pruned = writer.prune(time);
            if (who != null) {
                note(writer, new Custody("prune", who, "before " + before, null));
            }
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println("The lines of " + pruned + " records are gone; their hashes stay.");
        out.flush();
        return 0;
    }

    private static void note(JsonLinesLog writer, Custody custody) throws IOException {
        try {
            WriterOption.note(writer, custody);
        } catch (IOException e) {
            throw new IOException("It is pruned, but the log could not say by whom.", e);
        }
    }
}
