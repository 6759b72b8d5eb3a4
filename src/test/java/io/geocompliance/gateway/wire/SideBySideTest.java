package io.geocompliance.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.HaProxy;
import io.geocompliance.gateway.testing.Nginx;
import io.geocompliance.gateway.testing.OriginServer;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.RecordedRequest;
import io.geocompliance.gateway.testing.TestGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same corpus on Debian's nginx, on its HAProxy and on the gateway, from one run; {@code -Dwire.table=write} rewrites the table. */
@Tag("wire")
class SideBySideTest {

    private static final Path TABLE = Path.of("src/docs/wire.md");
    private static final Duration PATIENCE = Duration.ofMillis(700);

    /** The gateway lets a refusal arrive before it closes. */
    private static final Duration LINGERS = Duration.ofSeconds(10);

    private static final int MOST_VISIBLE = 60;

    private static final String HEADING = """
            # The same bytes, three servers

            Every case of `src/test/resources/wire` on Debian's nginx 1.22, on its HAProxy 2.6 and on the gateway, all in front of the same
            recording origin, with their defaults. Written by `mvn -Pwire verify -Dtest=SideBySideTest -Dwire.table=write`.

            A cell is what the client saw, and behind `→` what reached the origin: how many requests where it is not one, and how its body
            was framed (`CL`, `TE`, `both`) where it had one; `cut` is a request that visibly broke off. `–`: no answer; `✕`: closed.
            """;

    @TempDir
    Path directory;

    @Test
    void theGatewayPassesNothingOnThatTheCorpusRefuses() throws IOException {
        List<WireCase> corpus = WireScript.corpus();
        List<List<String>> columns = new ArrayList<>();
        try (OriginServer origin = OriginServer.start();
                Nginx nginx = Nginx.start(directory, passingOnTo(origin.port()))) {
            columns.add(column(WireRun.of(corpus, nginx.port(), origin, PATIENCE), corpus));
        }
        try (OriginServer origin = OriginServer.start();
                HaProxy haproxy = HaProxy.start(directory, origin.port())) {
            columns.add(column(WireRun.of(corpus, haproxy.port(), origin, PATIENCE), corpus));
        }
        try (OriginServer origin = OriginServer.start();
                TestGateway gateway = TestGateway.start(GatewayYaml.of(origin.url())
                        .with("limits", "{requestLine: 8KiB, header: 32KiB, body: 64KiB}"))) {
            columns.add(column(WireRun.of(corpus, gateway.port(), origin, LINGERS), corpus));
        }
        String table = HEADING + table(corpus, columns);
        Files.writeString(Path.of("target/wire.md"), table);
        if ("write".equals(System.getProperty("wire.table"))) {
            Files.writeString(TABLE, table);
        }
        List<String> passedOn = Stream.iterate(0, at -> at < corpus.size(), at -> at + 1)
                .filter(at -> corpus.get(at).requests().isEmpty())
                .map(at -> corpus.get(at).name() + ": " + columns.get(2).get(at))
                .filter(line -> line.contains("→"))
                .toList();
        assertThat(passedOn).isEmpty();
    }

    private static String passingOnTo(int origin) {
        return """
                keepalive_timeout 5m;
                client_header_timeout 5m;
                location / {
                    proxy_pass http://127.0.0.1:%d;
                    proxy_http_version 1.1;
                    proxy_set_header Host $http_host;
                    proxy_request_buffering off;
                }
                """.formatted(origin);
    }

    private static List<String> column(WireRun run, List<WireCase> corpus) {
        return corpus.stream().map(played -> cell(run.of(played))).toList();
    }

    private static String cell(Sighting sighting) {
        String seen = sighting.answers().stream().map(SideBySideTest::seen).collect(Collectors.joining(", "));
        String client = (seen.isEmpty() ? "–" : seen) + (sighting.after() == Sighting.After.CLOSED ? " ✕" : "");
        return sighting.requests().isEmpty() ? client : (client + " → " + arrived(sighting.requests())).strip();
    }

    private static String seen(RawResponse answer) {
        return answer.status() + (answer.ending().clean() ? "" : " torn");
    }

    private static String arrived(List<RecordedRequest> requests) {
        String framings = requests.stream()
                .map(SideBySideTest::framing)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(", "));
        String count = requests.size() == 1 ? "" : requests.size() + " ";
        return (count + framings).strip();
    }

    private static String framing(RecordedRequest request) {
        String framing = Framing.of(request.fields());
        String word = switch (framing) {
            case "length" -> "CL";
            case "chunked" -> "TE";
            case "both" -> "both";
            default -> null;
        };
        return request.ending().clean() ? word : "cut";
    }

    private static String table(List<WireCase> corpus, List<List<String>> columns) {
        StringBuilder text = new StringBuilder();
        String file = "";
        for (int at = 0; at < corpus.size(); at++) {
            WireCase played = corpus.get(at);
            String of = played.place().substring(0, played.place().indexOf('.'));
            if (!of.equals(file)) {
                text.append("\n## ").append(of).append("\n\n| case | nginx | HAProxy | gateway |\n|---|---|---|---|\n");
                file = of;
            }
            text.append("| ").append(escaped(played.name()));
            for (List<String> column : columns) {
                text.append(" | ").append(column.get(at));
            }
            text.append(" |\n");
        }
        return text.toString();
    }

    private static String escaped(String name) {
        int colon = name.indexOf(": ");
        String value = colon < 0 ? "" : name.substring(colon + 2);
        String shown = value.length() > MOST_VISIBLE ? value.substring(0, MOST_VISIBLE) + "…" : value;
        return colon < 0 ? name : name.substring(0, colon) + ": `` " + shown.replace("|", "\\|") + " ``";
    }
}
