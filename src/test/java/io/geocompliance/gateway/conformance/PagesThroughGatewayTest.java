package io.geocompliance.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.Corpus;
import io.geocompliance.gateway.testing.Cut;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.TreeConstruction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same pages that the scanner is judged by, over sockets: what the wire, the codings and the chunks add must be nothing. */
class PagesThroughGatewayTest {

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.withDefaults();

    @Test
    void ownPages() throws IOException {
        Map<String, byte[]> pages = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/pages"))) {
            for (Path file : files.filter(page -> page.toString().endsWith(".html"))
                    .sorted()
                    .toList()) {
                pages.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        assertThat(new GatewayPages(world, Cut.every(7)).send(pages))
                .isEqualTo(Map.of("injected", 13, "unterminated", 2, "frameset", 1, "amp", 1));
    }

    @Test
    void realPages() {
        assertThat(new GatewayPages(world, Cut.everyUntil(7, 16 << 10)).send(corpusPages()))
                .isEqualTo(Map.of("injected", 44));
    }

    /** Two million chunks: not for every build. */
    @Test
    @Tag("fuzz")
    void realPagesInSmallChunksToTheirEnds() {
        assertThat(new GatewayPages(world, Cut.every(7)).send(corpusPages())).isEqualTo(Map.of("injected", 44));
    }

    private static Map<String, byte[]> corpusPages() {
        Map<String, byte[]> pages = new LinkedHashMap<>();
        Corpus.files("pages").forEach(file -> pages.put(file.getFileName().toString(), Corpus.read(file)));
        return pages;
    }

    @Test
    void treeConstructionDocuments() {
        Map<String, byte[]> pages = new LinkedHashMap<>();
        TreeConstruction.all().forEach(document -> pages.put(document.name(), document.document()));
        assertThat(new GatewayPages(world, Cut.every(7)).send(pages))
                .isEqualTo(Map.of("frameset", 36, "injected", 680, "limit", 1, "unterminated", 20));
    }
}
