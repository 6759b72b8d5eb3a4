package io.geocompliance.gateway.browser;

import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.Nginx;
import io.geocompliance.gateway.testing.TestGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The gateway between two real nginx: behind it one that serves a directory, before it the proxy that it trusts to name the visitor.
 *
 * <p>The proxy in turn is told by its peer, by a field that the realip module reads: that stands for the address of a connection.
 */
final class NginxAround implements AutoCloseable {

    /** The field by which a test says from which address its connection to the proxy comes. */
    static final String CONNECTS_FROM = "X-Connects-From";

    private final Path files;
    private final Nginx origin;
    private final TestGateway gateway;
    private final Nginx proxy;

    private NginxAround(Path files, Nginx origin, TestGateway gateway, Nginx proxy) {
        this.files = files;
        this.origin = origin;
        this.gateway = gateway;
        this.proxy = proxy;
    }

    /**
     * Starts all three.
     *
     * @param originServer what the origin's {@code server} block holds beside its root
     */
    static NginxAround start(Path directory, String originServer) {
        return start(directory, originServer, "");
    }

    /**
     * Starts all three.
     *
     * @param proxyLocation what the proxy's {@code location} block holds beside what passes requests on
     */
    static NginxAround start(Path directory, String originServer, String proxyLocation) {
        Path files = made(directory.resolve("www"));
        Nginx origin = Nginx.start(made(directory.resolve("origin")), "root " + files + ";\n" + originServer);
        TestGateway gateway = TestGateway.start(GatewayYaml.of(origin.url()));
        Nginx proxy = Nginx.start(made(directory.resolve("proxy")), """
                set_real_ip_from 127.0.0.1;
                real_ip_header %1$s;
                location / {
                    proxy_pass %2$s;
                    proxy_set_header Host $http_host;
                    proxy_set_header X-Forwarded-For $remote_addr;
                    proxy_set_header %1$s "";
                    %3$s
                }
                """.formatted(
                        CONNECTS_FROM, "http://127.0.0.1:" + gateway.port(), proxyLocation));
        return new NginxAround(files, origin, gateway, proxy);
    }

    /** The origin itself, without the gateway. */
    String originUrl() {
        return origin.url();
    }

    /** What readers ask. */
    String url() {
        return proxy.url();
    }

    int port() {
        return proxy.port();
    }

    int originPort() {
        return origin.port();
    }

    TestGateway gateway() {
        return gateway;
    }

    /** Puts a file where the origin serves it. */
    Path publish(String path, byte[] content) {
        try {
            Path file = files.resolve(path.substring(1));
            Files.createDirectories(file.getParent());
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path made(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        proxy.close();
        gateway.close();
        origin.close();
    }
}
