package io.geocompliance.gateway.coding.splice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoders and compressors of others, where they are installed; one that is not is skipped with its name. */
@Tag("fuzz")
class OtherProgramsTest {

    /** Decodes each file to the same name without its suffix; a whole member and nothing else. */
    private static final String PYTHON = "import sys, zlib\n"
            + "for name in sys.argv[1:]:\n"
            + "    decoder = zlib.decompressobj(31)\n"
            + "    page = decoder.decompress(open(name, 'rb').read())\n"
            + "    assert decoder.eof and not decoder.unused_data, name\n"
            + "    open(name[:-3], 'wb').write(page)\n";

    private static final byte[] FRAGMENT = Pages.fragment(1200, true);
    private static final CompiledFragment COMPILED = CompiledFragment.of(FRAGMENT);
    private static final int PAGES = 60;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"gzip -df", "pigz -df", "libdeflate-gunzip -f", "python3"})
    void decodersTakeWhatComesOut(String command) throws Exception {
        require(command);
        Random random = new Random(6);
        List<Compressor> compressors = Compressor.all();
        List<byte[]> expected = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (int i = 0; i < PAGES; i++) {
            byte[] page = Pages.page(1 + random.nextInt(90_000), i);
            Splicing splicing = new Splicing(
                            page, compressors.get(i % compressors.size()).gzip(page))
                    .insert(FRAGMENT, COMPILED, random.nextInt(page.length + 1));
            Path file = folder.resolve(i + ".html.gz");
            Files.write(file, splicing.run());
            expected.add(splicing.expected());
            files.add(file.toString());
        }
        List<String> call = command.equals("python3") ? List.of("python3", "-c", PYTHON) : List.of(command.split(" "));
        run(Stream.concat(call.stream(), files.stream()).toList());
        for (int i = 0; i < PAGES; i++) {
            assertThat(Files.readAllBytes(folder.resolve(i + ".html"))).isEqualTo(expected.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip -1",
                "gzip -9",
                "pigz -6 -b 128",
                "pigz -9 -i",
                "libdeflate-gzip -1",
                "libdeflate-gzip -6",
                "libdeflate-gzip -12",
                "zopfli --i5"
            })
    void whatCompressorsMakeIsSpliced(String command) throws Exception {
        require(command);
        for (int i = 0; i < 8; i++) {
            byte[] page = Pages.page(1 + 25_000 * i, i);
            Path file = folder.resolve(i + ".html");
            Files.write(file, page);
            run(Stream.concat(Stream.of(command.split(" ")), Stream.of(file.toString()))
                    .toList());
            byte[] gzip = Files.readAllBytes(folder.resolve(i + ".html.gz"));
            Random random = new Random(i);
            for (int place :
                    new int[] {0, page.length, random.nextInt(page.length + 1), random.nextInt(page.length + 1)}) {
                new Splicing(page, gzip)
                        .insert(FRAGMENT, COMPILED, place)
                        .cut(Cuts.random(random))
                        .following(random.nextBoolean())
                        .check();
            }
        }
    }

    private static void require(String command) {
        String program = command.split(" ")[0];
        Optional<Path> found = Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            System.out.println("skipped: no " + program + " is installed");
        }
        Assumptions.assumeTrue(found.isPresent(), "no " + program);
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    }
}
