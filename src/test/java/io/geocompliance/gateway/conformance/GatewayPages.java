package io.geocompliance.gateway.conformance;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.html.FragmentInjector;
import io.geocompliance.gateway.html.Outcome;
import io.geocompliance.gateway.notice.Fragment;
import io.geocompliance.gateway.testing.Coding;
import io.geocompliance.gateway.testing.Cut;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.NoticeInPage;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.PageJudge;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pages sent through a running gateway, in every coding and cut, over a few kept connections.
 *
 * <p>The first way a page travels is judged by a browser-grade parser; the others must come to the same bytes. What is not injected must
 * be the origin's page. The records must give the reasons that the injector gives when it has the page in hand, each page and way once.
 */
final class GatewayPages {

    private static final Pattern WHY = Pattern.compile("\"out\":\"([a-z]+)\",\"why\":(?:null|\"([a-z-]+)\")");
    private static final byte[] MARKER = Fragment.MARKER.getBytes(StandardCharsets.US_ASCII);

    private static final int CONNECTIONS = 2;

    private final GatewayExtension world;
    private final List<Way> ways;

    /**
     * Over this gateway.
     *
     * @param small how pages are cut, apart from whole
     */
    GatewayPages(GatewayExtension world, Cut small) {
        this.world = world;
        this.ways = Way.all(small);
    }

    /** One way for a page to travel. */
    record Way(Coding coding, Cut cut) {

        static List<Way> all(Cut small) {
            List<Way> ways = new ArrayList<>();
            for (Coding coding : List.of(Coding.IDENTITY, Coding.GZIP, Coding.BR)) {
                ways.add(new Way(coding, Cut.whole()));
                ways.add(new Way(coding, small));
            }
            return ways;
        }
    }

    private record Page(String name, byte[] bytes) {}

    /** Sends each page each way; returns how many pages came to what, one that was spoilt under a line of its own. */
    Map<String, Integer> send(Map<String, byte[]> named) {
        List<Page> pages = named.entrySet().stream()
                .map(entry -> new Page(entry.getKey(), entry.getValue()))
                .toList();
        world.origin().answer(request -> {
            String[] target = request.target().split("/"); // "", page, way
            Way way = ways.get(Integer.parseInt(target[2]));
            return OriginReply.status(200)
                    .with("Content-Type", "text/html; charset=utf-8")
                    .body(pages.get(Integer.parseInt(target[1])).bytes())
                    .coded(way.coding())
                    .chunked(way.cut());
        });
        int recordsBefore = world.gateway().decisions(0).size();
        List<String> verdicts = shared(pages);
        int sent = pages.size() * ways.size();
        List<String> records = world.gateway().decisions(recordsBefore + sent);
        Map<String, Long> expected =
                count(pages.stream().map(GatewayPages::inHand).toList());
        expected.replaceAll((reason, count) -> count * ways.size());
        assertThat(count(records.subList(recordsBefore, records.size()).stream()
                        .map(GatewayPages::result)
                        .toList()))
                .as("records")
                .isEqualTo(expected);
        return count(verdicts).entrySet().stream()
                .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().intValue()));
    }

    private static Map<String, Long> count(List<String> words) {
        return words.stream().collect(groupingBy(Function.identity(), TreeMap::new, counting()));
    }

    /** The pages' verdicts in their order; each page has a connection of its own, a few at a time. */
    private List<String> shared(List<Page> pages) {
        String[] verdicts = new String[pages.size()];
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                all.add(threads.submit(() -> {
                    for (int number = next.getAndIncrement();
                            number < verdicts.length;
                            number = next.getAndIncrement()) {
                        try (RawClient client = world.gateway().client()) {
                            verdicts[number] = verdict(client, number, pages.get(number));
                        }
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
        return Arrays.asList(verdicts);
    }

    private String verdict(RawClient client, int number, Page page) {
        byte[] first = through(client, "/" + number + "/0", page.name());
        for (int way = 1; way < ways.size(); way++) {
            byte[] output = through(client, "/" + number + "/" + way, page.name());
            assertThat(Arrays.mismatch(output, first))
                    .as("first difference of %s through %s to the first way", page.name(), ways.get(way))
                    .isEqualTo(-1);
        }
        return judged(page, first, inHand(page));
    }

    private static byte[] through(RawClient client, String target, String name) {
        RawResponse response =
                client.get(target, "X-Forwarded-For: 77.88.8.8", "Accept: text/html", "Accept-Encoding: gzip, br");
        assertThat(response.status()).as(name).isEqualTo(200);
        assertThat(response.ending().clean()).as(name).isTrue();
        return response.content();
    }

    /** {@code injected}, or the reason why not. */
    private static String result(String record) {
        Matcher matcher = WHY.matcher(record);
        assertThat(matcher.find()).as("a result in the record").isTrue();
        return matcher.group(2) == null ? matcher.group(1) : matcher.group(2);
    }

    /** The same without a gateway. */
    private static String inHand(Page page) {
        FragmentInjector injector = new FragmentInjector(language -> MARKER, MARKER);
        injector.feed(page.bytes(), 0, page.bytes().length, (bytes, offset, length) -> {});
        injector.finish((bytes, offset, length) -> {});
        return injector.outcome() instanceof Outcome.NotInjected not
                ? not.reason().label()
                : "injected";
    }

    private static String judged(Page page, byte[] output, String result) {
        if (!result.equals("injected")) {
            assertThat(output).as(page.name()).isEqualTo(page.bytes());
            return result;
        }
        List<String> notices = NoticeInPage.of(output).elements();
        assertThat(notices).as(page.name()).hasSize(1);
        PageJudge judge = new PageJudge(notices.get(0).getBytes(StandardCharsets.US_ASCII), StandardCharsets.UTF_8);
        return judge.faultOf(page.bytes(), output)
                .map(fault -> page.name() + ": " + fault)
                .orElse("injected");
    }
}
