package io.geocompliance.gateway.command;

import io.geocompliance.gateway.config.Config;
import io.geocompliance.gateway.config.ConfigException;
import io.geocompliance.gateway.config.Overrides;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --config FILE}: the file given, else {@code config/gateway.yaml} where it exists, else the one in the jar. */
final class ConfigOption {

    private static final Path USUAL = Path.of("config", "gateway.yaml");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration (default: config/gateway.yaml; where there is none, the embedded one).")
    private @Nullable Path file;

    Config read(Overrides overrides) throws ConfigException {
        Path chosen = chosen();
        return chosen == null
                ? Config.embedded(overrides, System::getenv)
                : Config.read(chosen, overrides, System::getenv);
    }

    /** What to call it in messages. */
    String name() {
        Path chosen = chosen();
        return chosen == null ? "embedded defaults" : chosen.toString();
    }

    private @Nullable Path chosen() {
        if (file != null) {
            return file;
        }
        return Files.exists(USUAL) ? USUAL : null;
    }
}
