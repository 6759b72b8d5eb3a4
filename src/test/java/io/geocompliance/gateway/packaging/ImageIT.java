package io.geocompliance.gateway.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Dockerfile's stages without an engine: built in an empty directory, run read-only as nobody in particular. Needs root. */
@Tag("image")
class ImageIT {

    private static final String LIB = "/opt/geo-compliance-gateway/lib/";

    @TempDir
    static Path build;

    private static Dockerfile dockerfile;

    @BeforeAll
    static void build() throws Exception {
        assertThat(System.getProperty("user.name")).as("who makes namespaces").isEqualTo("root");
        dockerfile = Dockerfile.read(Path.of("Dockerfile"));
        assertThat(dockerfile.stages()).hasSize(2);
        BuildStage.run(dockerfile.stages().get(0), build);
    }

    /** The native transport comes from where the image has it; those of codings are loaded when an origin first uses them, as here none does. */
    @Test
    void itServesReadOnlyAsAForeignUserAndStopsWhenAsked() throws Exception {
        try (Container container = start(Container.Tmp.READ_ONLY, List.of())) {
            showsTheNoticeToRussiaAlone(container);
            assertThat(container.status("Uid")).isEqualTo("10001 10001 10001 10001");
            assertThat(container.status("CapEff")).matches("0+");
            assertThat(container.status("NSpid")).as("its number within").endsWith(" 1");
            assertThat(container.libraries()).containsExactly(LIB + "libnetty_transport_native_epoll_x86_64.so");
            for (String place : List.of("/tmp/x", "/etc/x", "/opt/geo-compliance-gateway/x")) {
                assertThat(container.run(List.of("touch", place)))
                        .as("writing to " + place)
                        .isNotZero();
            }
            assertThat(container.run(health())).as("health while it runs").isZero();
            assertThat(container.stop()).as("exit code after SIGTERM").isZero();
        }
    }

    /** The bare jar in a tmp that is not executable: what can't be loaded costs its coding and a faster transport, no page. */
    @Test
    void withoutNativesItServesAllTheSame() throws Exception {
        List<String> whereNativesAre = dockerfile.last().only("ENTRYPOINT").command().stream()
                .filter(word -> word.startsWith("-Djava.library.path=") || word.startsWith("-DZstdNativePath="))
                .toList();
        assertThat(whereNativesAre).hasSize(2);
        try (Container container = start(Container.Tmp.NO_EXEC, whereNativesAre)) {
            showsTheNoticeToRussiaAlone(container);
            assertThat(container.libraries()).isEmpty();
            assertThat(container.run(health())).isZero();
            assertThat(container.stop()).isZero();
        }
    }

    private static Container start(Container.Tmp tmp, List<String> without) throws Exception {
        return Container.start(dockerfile.last(), build, tmp, without);
    }

    private static List<String> health() {
        return dockerfile.last().only("HEALTHCHECK").command();
    }

    private static void showsTheNoticeToRussiaAlone(Container container) throws Exception {
        String page = "http://127.0.0.1:8080/en/";
        assertThat(container.fetch("-H", "X-Forwarded-For: 77.88.8.8", "-H", "Accept-Encoding: br, zstd", page))
                .startsWith("HTTP/1.1 200")
                .containsOnlyOnce("data-notice-id=\"ru-undesirable\"");
        assertThat(container.fetch("-H", "X-Forwarded-For: 85.214.132.117", page))
                .startsWith("HTTP/1.1 200")
                .doesNotContain("data-notice-id");
    }
}
