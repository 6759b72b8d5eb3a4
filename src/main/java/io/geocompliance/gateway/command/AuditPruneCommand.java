package io.geocompliance.gateway.command;

import io.geocompliance.gateway.Version;
import io.geocompliance.gateway.audit.AuditSettings;
import io.geocompliance.gateway.audit.Custody;
import io.geocompliance.gateway.audit.JsonLinesLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    private static final long QUEUE_BYTES = 1 << 20;

    @Parameters(index = "0", arity = "1", paramLabel = "DIR", description = "The log's directory.")
    private @Nullable Path log;

    @Option(
            names = "--before",
            required = true,
            paramLabel = "DATE",
            description = "The first day (UTC) whose lines stay, as 2026-11-01.")
    private @Nullable LocalDate before;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "The log's private key (default: log.key in its directory).")
    private @Nullable Path key;

    @Option(names = "--as", paramLabel = "NAME", description = "Who prunes; noted in the log.")
    private @Nullable String who;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path directory = Objects.requireNonNull(log);
        AuditSettings settings = new AuditSettings(directory, key, AuditSettings.Privacy.STRICT, QUEUE_BYTES);
        if (!Files.exists(key == null ? directory.resolve("log.key") : key)) {
            throw new IOException(
                    "The log's key is not there: without it nothing can be signed. Name it with --key-file.");
        }
        Instant time =
                Objects.requireNonNull(before).atStartOfDay(ZoneOffset.UTC).toInstant();
        long pruned;
        try (JsonLinesLog writer = JsonLinesLog.open(settings, Instant::now, Version.ofProgram() + " audit prune")) {
            pruned = writer.prune(time);
            if (who != null) {
                writer.note(new Custody("prune", who, "before " + before, null))
                        .toCompletableFuture()
                        .get();
            }
        } catch (ExecutionException e) {
            throw new IOException("It is pruned, but the log could not say by whom.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("It is pruned, but the log could not say by whom.", e);
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println("The lines of " + pruned + " records are gone; their hashes stay.");
        out.flush();
        return 0;
    }
}
