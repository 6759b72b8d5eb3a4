package io.geocompliance.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A configuration as operators write it, section by section; each {@code with} gives a new one. */
public record GatewayYaml(Map<String, String> sections, Map<String, byte[]> files) {

    public GatewayYaml {
        sections = Map.copyOf(sections);
        files = Map.copyOf(files);
    }

    /** One plain listener, one origin, the embedded rules, notices and database; nothing waits when it stops. */
    public static GatewayYaml of(String originUrl) {
        return new GatewayYaml(
                Map.of(
                        "listen", "[{address: \"127.0.0.1:0\"}]",
                        "origins", "[{urls: [\"" + originUrl + "\"]}]",
                        "admin", "{address: \"127.0.0.1:0\"}",
                        "audit", "{directory: audit}",
                        "drain", "{delay: 0s, grace: 5s}"),
                Map.of());
    }

    /** With this section in flow style. */
    public GatewayYaml with(String section, String value) {
        Map<String, String> more = new LinkedHashMap<>(sections);
        more.put(section, value);
        return new GatewayYaml(more, files);
    }

    /** With a file beside {@code gateway.yaml}. */
    public GatewayYaml file(String name, byte[] content) {
        Map<String, byte[]> more = new LinkedHashMap<>(files);
        more.put(name, content);
        return new GatewayYaml(sections, more);
    }

    public Path write(Path directory) {
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path target = directory.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                Files.write(target, file.getValue());
            }
            StringBuilder text = new StringBuilder();
            sections.forEach((section, value) ->
                    text.append(section).append(": ").append(value).append('\n'));
            return Files.writeString(directory.resolve("gateway.yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
