package io.geocompliance.gateway.command;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code health}: asks a running gateway whether it is ready; for container health checks, where there is no shell. */
@Command(name = "health", description = "Asks a running gateway whether it is ready; exit code 0 or 1.")
final class HealthCommand implements Callable<Integer> {

    @Option(
            names = "--admin",
            defaultValue = "127.0.0.1:9901",
            description = "Where the admin port is (default ${DEFAULT-VALUE}).")
    private String admin = "";

    @Override
    public Integer call() throws InterruptedException {
        Duration patience = Duration.ofSeconds(3);
        HttpClient client = HttpClient.newBuilder().connectTimeout(patience).build();
        HttpRequest question = HttpRequest.newBuilder(URI.create("http://" + admin + "/health/ready"))
                .timeout(patience)
                .build();
        try {
            HttpResponse<Void> answer = client.send(question, HttpResponse.BodyHandlers.discarding());
            return answer.statusCode() == 200 ? 0 : Main.BAD;
        } catch (java.io.IOException unreachable) {
            return Main.BAD;
        }
    }
}
