package io.geocompliance.gateway.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Real pages and the tree-construction documents of html5lib-tests, judged whole and compared cut. */
class CorpusPagesTest {

    private static final Path CORPUS = Path.of(System.getProperty("corpus", "../shared/corpus"));
    private static final long SEED = Long.getLong("seed", 20261124);

    @Test
    void everyRealPageGetsItsNotice() throws IOException {
        List<byte[]> pages = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder("pages"))) {
            for (Path file : files.sorted().toList()) {
                pages.add(Files.readAllBytes(file));
            }
        }
        assertThat(judge(pages)).isEqualTo(Map.of("injected", 44));
    }

    @Test
    void treeConstructionDocumentsGetItWhereTheyHaveAPlace() throws IOException {
        List<byte[]> pages = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder("tree-construction"))) {
            for (Path file : files.sorted().toList()) {
                pages.addAll(documents(Files.readString(file)));
            }
        }
        assertThat(judge(pages)).isEqualTo(Map.of("frameset", 36, "injected", 680, "limit", 1, "unterminated", 20));
    }

    private static Path folder(String name) {
        Path folder = CORPUS.resolve(name);
        if (!Files.isDirectory(folder)) {
            System.out.println("skipped: no " + folder + "; say where with -Dcorpus=FOLDER");
        }
        Assumptions.assumeTrue(Files.isDirectory(folder), "no " + folder);
        return folder;
    }

    private static List<byte[]> documents(String file) {
        return Stream.of(("\n" + file).split("\n#data\n"))
                .skip(1)
                .filter(test -> !test.contains("\n#document-fragment\n") && !test.contains("\n#script-off\n"))
                .map(test -> test.startsWith("#errors") ? "" : test.substring(0, test.indexOf("\n#errors")))
                .map(data -> data.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** How many pages came to what; a page that was injected wrongly is its own line. */
    private static Map<String, Integer> judge(List<byte[]> pages) {
        System.out.println("CorpusPagesTest: seed " + SEED);
        Random random = new Random(SEED);
        Map<String, Integer> counts = new TreeMap<>();
        for (byte[] page : pages) {
            Pages.Result whole = Pages.inject(page);
            int[] cuts = IntStream.generate(() -> random.nextInt(page.length + 1))
                    .limit(20)
                    .sorted()
                    .toArray();
            assertThat(Pages.inject(page, cuts).output()).isEqualTo(whole.output());
            assertThat(Pages.inject(page, Pages.everyBytes(page, 7)).output()).isEqualTo(whole.output());
            String verdict;
            if (whole.outcome() instanceof Outcome.NotInjected not) {
                assertThat(whole.output()).isEqualTo(page);
                verdict = not.reason().label();
            } else {
                verdict = Pages.JUDGE
                        .faultOf(page, whole.output())
                        .map(fault -> fault + ": " + new String(page, StandardCharsets.UTF_8))
                        .orElse("injected");
            }
            counts.merge(verdict, 1, Integer::sum);
        }
        return counts;
    }
}
