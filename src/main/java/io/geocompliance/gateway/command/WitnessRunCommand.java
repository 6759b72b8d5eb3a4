package io.geocompliance.gateway.command;

import io.geocompliance.gateway.witness.WitnessKeyFile;
import io.geocompliance.gateway.witness.WitnessServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code witness run}: serves add-checkpoint until it is ended. */
@Command(
        name = "run",
        description =
                "Serves POST add-checkpoint over plain HTTP; put a TLS proxy in front where the network is not yours.",
        mixinStandardHelpOptions = true)
final class WitnessRunCommand implements Callable<Integer> {

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "The file that witness keygen made.")
    private Path key = Path.of("");

    @Option(
            names = "--logs",
            required = true,
            paramLabel = "FILE",
            description = "The public keys of the logs to witness, one a line; each covers the epochs below its name.")
    private Path logs = Path.of("");

    @Option(
            names = "--state",
            required = true,
            paramLabel = "DIR",
            description = "Where heads are kept. Never restore it from a backup: an older state signs forks.")
    private Path state = Path.of("");

    @Option(
            names = "--listen",
            defaultValue = "127.0.0.1:8082",
            paramLabel = "HOST:PORT",
            description = "Where to listen (default ${DEFAULT-VALUE}).")
    private String listen = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        WitnessServer.Settings settings = new WitnessServer.Settings(WitnessKeyFile.read(key), logs, state, address());
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(end::countDown, "end"));
        try (WitnessServer server = WitnessServer.start(settings, InstantSource.system())) {
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            out.println("Witness " + settings.key() + " listens at "
                    + server.address().getHostString() + ":" + server.address().getPort());
            out.flush();
            end.await();
        }
        return 0;
    }

    private InetSocketAddress address() {
        int colon = listen.lastIndexOf(':');
        String port = listen.substring(colon + 1);
        if (colon <= 0 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "--listen is HOST:PORT, not " + listen);
        }
        String host = listen.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return new InetSocketAddress(bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
    }
}
