package io.geocompliance.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written here, MaxMind's own C reader reads; without it our writer and our walk could share a mistake. */
class MmdbWriterTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {24, 28, 32})
    void isReadByMmdblookup(int recordBits) throws Exception {
        Path file = new MmdbWriter(6, recordBits)
                .put("5.1.0.0/16", MmdbRecords.nested("UA", "RU", "43"))
                .put(
                        "2a02:6b8::/32",
                        Map.of("country_code", "RU", "long", "x".repeat(400), "yes", true, "list", List.of("a", "b")))
                .alias("2002::/16", "::/96")
                .writeTo(directory.resolve("written.mmdb"));

        assertThat(lookup(file, "5.1.2.3"))
                .contains("\"UA\" <utf8_string>", "\"43\" <utf8_string>", "500 <uint16>", "45.500000 <double>");
        assertThat(lookup(file, "2a02:6b8::1"))
                .contains("\"RU\" <utf8_string>", "x".repeat(400), "true <boolean>", "\"b\" <utf8_string>");
        assertThat(lookup(file, "2002:501:203::1")).contains("\"43\" <utf8_string>");
        assertThat(lookup(file, "9.9.9.9")).contains("Could not find an entry");
    }

    private static String lookup(Path file, String address) throws InterruptedException {
        try {
            Process process = new ProcessBuilder("mmdblookup", "--file", file.toString(), "--ip", address)
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output;
        } catch (IOException e) {
            System.out.println("MmdbWriterTest: mmdblookup (package mmdb-bin) is not installed, skipped");
            Assumptions.abort("mmdblookup is not installed");
            return "";
        }
    }
}
