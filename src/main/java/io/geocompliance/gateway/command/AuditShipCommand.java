package io.geocompliance.gateway.command;

import io.geocompliance.gateway.audit.ship.KafkaSink;
import io.geocompliance.gateway.audit.ship.Shipping;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code audit ship}: a log's lines to Kafka, in a process of its own beside the gateway. */
@Command(
        name = "ship",
        description = {
            "Ships a log's signed lines to a Kafka topic: a partition per log, key = origin, value = line, header index.",
            "Reads the files alone, goes on where the partition ends, and follows the log until it is ended."
        },
        mixinStandardHelpOptions = true)
final class AuditShipCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "The log: what audit.directory names.")
    private @Nullable Path log;

    @Option(
            names = "--bootstrap",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Kafka's bootstrap.servers, separated by commas.")
    private String bootstrap = "";

    @Option(
            names = "--topic",
            required = true,
            paramLabel = "TOPIC",
            description =
                    "It should exist, keep what it gets for ever or as long as the law asks, and never gain partitions.")
    private String topic = "";

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "More settings of Kafka's clients (TLS, SASL), as a properties file.")
    private @Nullable Path settings;

    @Option(names = "--once", description = "Ships what is signed now, and ends.")
    private boolean once;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        AuditLibraries.require("org.apache.kafka.clients.producer.KafkaProducer", "kafka-clients.jar", "audit ship");
        Properties kafka = new Properties();
        if (settings != null) {
            try (Reader reader = Files.newBufferedReader(settings)) {
                kafka.load(reader);
            }
        }
        kafka.put("bootstrap.servers", bootstrap);
        Shipping shipping = new Shipping(
                Objects.requireNonNull(log), origin -> KafkaSink.open(new KafkaSink.Place(origin, topic), kafka));
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (once) {
            out.println(shipping.shipOnce() + " lines shipped.");
        } else {
            Thread following = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(shipping, following), "end"));
            out.println(shipping.follow() + " lines shipped.");
        }
        out.flush();
        return 0;
    }

    /** Lets the batch under way arrive; what does not is shipped again by the next start. */
    private static void end(Shipping shipping, Thread following) {
        shipping.end();
        try {
            following.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
