package io.geocompliance.gateway.witness;

import io.geocompliance.gateway.audit.AuditRecord.Confidence;
import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.tlog.CosigningKey;
import io.geocompliance.gateway.audit.tlog.SigningKey;
import io.geocompliance.gateway.audit.tlog.WitnessPolicy;
import io.geocompliance.gateway.html.Outcome;
import io.geocompliance.gateway.testing.DecisionLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Writes the handbook's sample log anew: the real writer, a real witness, keys that are thrown away. */
public final class SampleLogWriter {

    private SampleLogWriter() {}

    /** Into a directory that has no log yet; scratch holds what is not kept. */
    public static void write(Path sample, Path scratch) throws IOException {
        SigningKey logKey = SigningKey.generate("news.example/geo-gateway-1");
        Path key = Files.writeString(scratch.resolve("log.key"), logKey.fileText());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        CosigningKey witness = CosigningKey.generate("witness.example/w1");
        Path logs = Files.writeString(scratch.resolve("logs"), logKey.verifier() + "\n");
        Path log = sample.resolve("log");
        Instant start = Instant.parse("2026-03-01T12:00:00Z");
        WitnessServer.Settings settings = new WitnessServer.Settings(
                witness, logs, scratch.resolve("state"), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        try (WitnessServer server = WitnessServer.start(settings, InstantSource.system())) {
            String line = "witness w1 " + witness;
            WitnessPolicy asked = WitnessPolicy.parse(
                    line + " http://127.0.0.1:" + server.address().getPort() + "\nquorum w1\n");
            try (DecisionLog decisions = DecisionLog.open(log, key, start, new WitnessedAnchoring(asked))) {
                decisions.add(60, "RU", Confidence.GEO_COUNTRY, null).later(Duration.ofMinutes(1));
            }
            Files.copy(Epoch.of(log).get(0).checkpoint(), sample.resolve("kept"), StandardCopyOption.REPLACE_EXISTING);
            Instant later = start.plus(Duration.ofDays(1));
            try (DecisionLog decisions = DecisionLog.open(log, key, later, new WitnessedAnchoring(asked))) {
                decisions
                        .add(40, "RU", Confidence.GEO_COUNTRY, null)
                        .add(12, "RU", Confidence.GEO_COUNTRY, Outcome.Reason.VISITOR_ABORTED)
                        .add(15, "??", Confidence.UNKNOWN, null)
                        .later(Duration.ofMinutes(1));
            }
            Files.writeString(sample.resolve("witnesses"), line + "\nquorum w1\n");
        }
        Files.writeString(sample.resolve("log.vkey"), logKey.verifier() + "\n");
        Files.deleteIfExists(log.resolve("lock"));
    }
}
