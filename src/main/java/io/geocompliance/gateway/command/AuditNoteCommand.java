package io.geocompliance.gateway.command;

import io.geocompliance.gateway.audit.Custody;
import io.geocompliance.gateway.audit.JsonLinesLog;
import io.geocompliance.gateway.audit.tlog.TreeHasher;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
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

/** {@code audit note}: has the log say who did what with it. */
@Command(
        name = "note",
        description = {
            "Notes in the log that somebody verified, reported on, exported, pruned or copied it, with the SHA-256 of what came of it.",
            "While a gateway runs, name its admin port, for the log has one writer. Name nobody who reads the site: the log is for auditors."
        },
        mixinStandardHelpOptions = true)
final class AuditNoteCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            description = "The log's directory, while no gateway writes it.")
    private @Nullable Path log;

    @Option(
            names = "--admin",
            paramLabel = "HOST:PORT",
            description = "The admin port of the gateway that writes the log.")
    private @Nullable String admin;

    @Option(names = "--token-file", paramLabel = "FILE", description = "Holds the admin port's token.")
    private @Nullable Path token;

    @Mixin
    private final WriterOption option = new WriterOption();

    @Option(
            names = "--did",
            required = true,
            paramLabel = "DEED",
            description = "verify, report, export, prune, copy or other.")
    private String did = "";

    @Option(names = "--as", required = true, paramLabel = "NAME", description = "Who did it.")
    private String who = "";

    @Option(names = "--about", paramLabel = "TEXT", description = "What it was, or for whom.")
    private @Nullable String about;

    @Option(names = "--file", paramLabel = "FILE", description = "What came of it: its SHA-256 is noted.")
    private @Nullable Path file;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if ((log == null) == (admin == null)) {
            throw wrongUse("Name either DIR or --admin.");
        }
        Custody custody;
        try {
            custody = new Custody(did, who, about, file == null ? null : sha256(file));
        } catch (IllegalArgumentException e) {
            throw wrongUse(String.valueOf(e.getMessage()));
        }
        if (log == null) {
            ask(custody);
        } else {
            write(log, custody);
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println("The log says so, and has signed it.");
        out.flush();
        return 0;
    }

    private ParameterException wrongUse(String sentence) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = TreeHasher.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void write(Path directory, Custody custody) throws IOException {
        try (JsonLinesLog writer = option.open(directory, "audit note")) {
            WriterOption.note(writer, custody);
        }
    }

    private void ask(Custody custody) throws IOException, InterruptedException {
        if (token == null) {
            throw wrongUse("A running gateway is told by its admin token: name --token-file.");
        }
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + admin + "/-/custody"))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + Files.readString(token).strip())
                .POST(HttpRequest.BodyPublishers.ofString(new JsonObject()
                        .put("did", custody.did())
                        .put("who", custody.who())
                        .put("about", custody.about())
                        .put("sha256", custody.sha256())
                        .encode()))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(
                    "Nothing is noted: the gateway answered " + answer.statusCode() + " " + answer.body());
        }
    }
}
