package io.geocompliance.gateway.command;

import io.geocompliance.gateway.Gateway;
import io.geocompliance.gateway.Version;
import io.geocompliance.gateway.config.Config;
import io.geocompliance.gateway.config.ConfigException;
import io.geocompliance.gateway.config.Overrides;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sun.misc.Signal;

/**
 * {@code run}: starts the gateway and says where to look; SIGHUP reloads it; SIGTERM drains it and the exit code is 0, and a second one
 * skips the waiting.
 *
 * <p>A shutdown hook would drain as well, but the JVM would then exit with 143, which service managers take for a failure.
 */
@Command(
        name = "run",
        description = "Starts the gateway. Without arguments: in front of a small built-in news site.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--listen", paramLabel = "HOST:PORT", description = "Listens here alone, whatever the file says.")
    private @Nullable String listen;

    @Option(
            names = "--origin",
            paramLabel = "URL",
            description = "The only site behind, whatever the file says; such as http://127.0.0.1:3000.")
    private @Nullable String origin;

    @Option(
            names = "--until-ready",
            description = "Stops as soon as it is ready: to make an archive of its classes, see operations.md.")
    private boolean untilReady;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Overrides flags = new Overrides(Optional.ofNullable(listen), Optional.ofNullable(origin));
        Config read;
        try {
            read = config.read(flags);
        } catch (ConfigException bad) {
            bad.problems().forEach(err::println);
            return Main.BAD;
        }
        read.warnings().forEach(err::println);
        Gateway gateway = Gateway.startWarm(read, () -> config.read(flags), InstantSource.system());
        if (untilReady) {
            gateway.hurry();
            gateway.stop();
            return 0;
        }
        CountDownLatch ended = obey(gateway);
        welcome(gateway, out);
        ended.await();
        return 0;
    }

    /** A first signal stops it in order, as the log does whose disk is full; a second one hurries it. */
    private static CountDownLatch obey(Gateway gateway) {
        CountDownLatch ended = new CountDownLatch(1);
        AtomicBoolean stopping = new AtomicBoolean();
        Runnable stop = () -> {
            gateway.stop();
            ended.countDown();
        };
        for (String signal : List.of("TERM", "INT")) {
            Signal.handle(new Signal(signal), received -> {
                if (stopping.getAndSet(true)) {
                    gateway.hurry();
                } else {
                    stop.run();
                }
            });
        }
        gateway.halted().thenRunAsync(() -> {
            if (!stopping.getAndSet(true)) {
                stop.run();
            }
        });
        Signal.handle(new Signal("HUP"), received -> gateway.reload());
        return ended;
    }

    private void welcome(Gateway gateway, PrintWriter out) {
        String url = gateway.url();
        out.printf("%s%n%n", Version.ofProgram());
        out.printf("  Configuration  %s%n", config.name());
        out.printf("  Site           %s%n", url);
        out.printf("  Admin          http://127.0.0.1:%d/%n%n", gateway.adminPort());
        out.printf("A visitor from Russia, who is due the notice, and one from Germany, who is not:%n%n");
        out.printf("  curl -i -H 'X-Forwarded-For: 77.88.8.8' %s%n", url);
        out.printf("  curl -i -H 'X-Forwarded-For: 85.214.132.117' %s%n%n", url);
        out.printf("Stop it with Ctrl-C.%n");
        out.flush();
    }
}
