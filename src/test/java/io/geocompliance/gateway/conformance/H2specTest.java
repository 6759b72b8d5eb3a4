package io.geocompliance.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.TestCertificate;
import io.geocompliance.gateway.testing.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** h2spec 2.2.0 against the TLS listener: all of RFC 7540 but a list that complains when one of it is fixed. */
@Tag("wire")
class H2specTest {

    /** Where the profile {@code wire} unpacks it. */
    private static final Path ARCHIVE = Path.of("target/h2spec/h2spec/2.2.0/h2spec_linux_amd64.tar.gz");

    /** The engine's: frames on a closed stream are ignored where the stream should be an error. */
    private static final Set<String> KNOWN = Set.of(
            "http2/5.1: half closed (remote): Sends a HEADERS frame",
            "http2/5.1: closed: Sends a HEADERS frame",
            "http2/5.1.1: Sends stream identifier that is numerically smaller than previous");

    @TempDir
    static Path directory;

    private static TestCertificate certificate;

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.with(H2specTest::overTls);

    private static GatewayYaml overTls(GatewayYaml yaml) {
        certificate = TestCertificate.in(directory);
        return yaml.with("listen", "[" + certificate.listener() + "]");
    }

    @Test
    void everythingHoldsButTheKnown() throws Exception {
        if (!Files.exists(ARCHIVE)) {
            String reason = "skipped: no " + ARCHIVE + "; mvn -Pwire verify unpacks it";
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        world.origin().answer(OriginReply.html("<!doctype html><body>ok"));
        try (RawClient first = RawClient.tls(world.gateway().port(), certificate.trust())) {
            first.get("/ok"); // the first handshake of a process is slower than h2spec waits
        }
        Path output = directory.resolve("output.txt");
        Tool.run(
                output,
                Duration.ofSeconds(30),
                List.of("/usr/bin/tar", "xzf", ARCHIVE.toAbsolutePath().toString(), "-C", directory.toString()));
        Path report = directory.resolve("report.xml");
        Tool.run(
                output,
                Duration.ofMinutes(3),
                List.of(
                        directory.resolve("h2spec").toString(),
                        "-h",
                        "127.0.0.1",
                        "-p",
                        String.valueOf(world.gateway().port()),
                        "-t",
                        "-k",
                        "-P",
                        "/ok",
                        "-o",
                        "4",
                        "-j",
                        report.toString()));
        assertThat(report).as(Files.readString(output)).exists();
        NodeList cases = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getElementsByTagName("testcase");
        Set<String> failed = new TreeSet<>();
        IntStream.range(0, cases.getLength())
                .mapToObj(at -> (Element) cases.item(at))
                .forEach(each -> {
                    if (each.getElementsByTagName("failure").getLength()
                                    + each.getElementsByTagName("error").getLength()
                            > 0) {
                        failed.add(each.getAttribute("package") + ": " + each.getAttribute("classname"));
                    }
                });
        assertThat(cases.getLength()).isGreaterThan(140);
        assertThat(failed).isEqualTo(new TreeSet<>(KNOWN));
    }
}
