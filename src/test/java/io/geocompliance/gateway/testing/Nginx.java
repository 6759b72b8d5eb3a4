package io.geocompliance.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;

/** Debian's nginx as a child process in a directory of its own; a test that needs it is skipped, with the reason printed, elsewhere. */
public final class Nginx implements AutoCloseable {

    private static final Path BINARY = Path.of("/usr/sbin/nginx");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it on a free port of 127.0.0.1.
     *
     * @param directory empty; holds configuration, logs and temporary files
     * @param server what stands in the {@code server} block beside {@code listen}
     */
    public static Nginx start(Path directory, String server) {
        return start(directory, "", server);
    }

    /** The same, with what stands in the {@code http} block beside the server: a cache, say. */
    public static Nginx start(Path directory, String http, String server) {
        if (!Files.isExecutable(BINARY)) {
            String reason = "skipped: nginx is not installed as " + BINARY;
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        int port = FreePort.find();
        try {
            Path configuration = Files.writeString(
                    directory.resolve("nginx.conf"),
                    configuration(directory, http, "listen 127.0.0.1:" + port + ";\n" + server));
            Process process = new ProcessBuilder(
                            BINARY.toString(),
                            "-p",
                            directory.toString(),
                            "-c",
                            configuration.toString(),
                            "-e",
                            "error.log")
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("output.log").toFile())
                    .start();
            Nginx nginx = new Nginx(process, port);
            nginx.awaitListening(directory);
            return nginx;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String configuration(Path directory, String http, String server) {
        return """
                daemon off;
                master_process off;
                worker_processes 1;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log warn;
                events { worker_connections 512; }
                http {
                    include /etc/nginx/mime.types;
                    access_log off;
                    client_body_temp_path %1$s/tmp-body;
                    proxy_temp_path %1$s/tmp-proxy;
                    fastcgi_temp_path %1$s/tmp-fastcgi;
                    uwsgi_temp_path %1$s/tmp-uwsgi;
                    scgi_temp_path %1$s/tmp-scgi;
                    %2$s
                    server {
                        %3$s
                    }
                }
                """.formatted(directory, http, server);
    }

    /** Polls, since nginx tells nobody when it listens. */
    private void awaitListening(Path directory) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try (Socket probe = new Socket()) {
                probe.connect(new InetSocketAddress("127.0.0.1", port), 200);
                return;
            } catch (IOException e) {
                LockSupport.parkNanos(1_000_000);
            }
        }
        close();
        throw new IllegalStateException("nginx does not listen: " + Files.readString(directory.resolve("output.log")));
    }

    public int port() {
        return port;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
