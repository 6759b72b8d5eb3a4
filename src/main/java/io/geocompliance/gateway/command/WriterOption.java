package io.geocompliance.gateway.command;

import io.geocompliance.gateway.Version;
import io.geocompliance.gateway.audit.AuditSettings;
import io.geocompliance.gateway.audit.Custody;
import io.geocompliance.gateway.audit.JsonLinesLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The key of commands that write into a log while no gateway does. */
final class WriterOption {

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "The log's private key (default: log.key in its directory).")
    private @Nullable Path key;

    /**
     * Goes on with the log; to be closed.
     *
     * @param command as the log is to call its software
     */
    JsonLinesLog open(Path directory, String command) throws IOException {
        AuditSettings settings = AuditSettings.forCommand(directory, key);
        if (!Files.exists(settings.keyFile())) {
            throw new IOException(
                    "The log's key is not there: without it nothing can be signed. Name it with --key-file.");
        }
        return JsonLinesLog.open(settings, Instant::now, Version.ofProgram() + " " + command);
    }

    /** Returns when the note is signed. */
    static void note(JsonLinesLog writer, Custody custody) throws IOException {
        try {
            writer.note(custody).toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new IOException("Nothing is noted: the log can't be written.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Nothing is noted: it was interrupted.", e);
        }
    }
}
