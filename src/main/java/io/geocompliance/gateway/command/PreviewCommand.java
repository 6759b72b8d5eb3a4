package io.geocompliance.gateway.command;

import io.geocompliance.gateway.Version;
import io.geocompliance.gateway.config.Config;
import io.geocompliance.gateway.config.ConfigException;
import io.geocompliance.gateway.config.Overrides;
import io.geocompliance.gateway.notice.NoticePreview;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code preview}: every notice in every language, placement, colour scheme and width as one page, for counsel to sign. */
@Command(
        name = "preview",
        description = "Writes every notice as readers see it into one HTML page, with the hashes that records show.",
        mixinStandardHelpOptions = true)
final class PreviewCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write it (default: standard output).")
    private @Nullable Path out;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws ConfigException, IOException {
        PrintWriter terminal = Objects.requireNonNull(spec).commandLine().getOut();
        Config read = config.read(Overrides.NONE);
        byte[] page = new NoticePreview(
                        read.notices(), Version.current(), read.looks().values())
                .write();
        if (out == null) {
            terminal.print(new String(page, StandardCharsets.UTF_8));
        } else {
            Files.write(out, page);
        }
        terminal.flush();
        return 0;
    }
}
