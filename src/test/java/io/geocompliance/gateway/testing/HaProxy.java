package io.geocompliance.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's HAProxy in front of one server, as a child process. */
public record HaProxy(int port, Tool process) implements AutoCloseable {

    /** Starts it on a free port of 127.0.0.1; the directory takes its configuration. */
    public static HaProxy start(Path directory, int server) {
        int port = FreePort.find();
        try {
            Path configuration = Files.writeString(directory.resolve("haproxy.cfg"), """
                    defaults
                        mode http
                        timeout connect 2s
                        timeout client 5m
                        timeout server 5m
                    frontend front
                        bind 127.0.0.1:%d
                        default_backend back
                    backend back
                        server origin 127.0.0.1:%d
                    """.formatted(port, server));
            Tool process = Tool.start(
                    directory.resolve("haproxy.txt"),
                    List.of("/usr/sbin/haproxy", "-db", "-f", configuration.toString()));
            return new HaProxy(port, process.awaitListening(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
