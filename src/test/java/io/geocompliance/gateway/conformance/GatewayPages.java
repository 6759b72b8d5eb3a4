package io.geocompliance.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pages sent through a running gateway, in every coding and cut, over one kept connection.
 *
 * <p>The first way a page travels is judged by a browser-grade parser; the others must come to the same bytes. What is not injected must
 * be the origin's page, with one reason in the record.
 */
final class GatewayPages {

    private static final Pattern WHY = Pattern.compile("\"out\":\"([a-z]+)\",\"why\":(?:null|\"([a-z-]+)\")");

    private final GatewayExtension world;
    private final RawClient client;

    GatewayPages(GatewayExtension world) {
        this.world = world;
        this.client = world.client();
    }

    /** One way for a page to travel. */
    record Way(Coding coding, Cut cut) {

        static List<Way> all() {
            List<Way> ways = new ArrayList<>();
            for (Coding coding : List.of(Coding.IDENTITY, Coding.GZIP, Coding.BR)) {
                ways.add(new Way(coding, Cut.whole()));
                ways.add(new Way(coding, Cut.every(7)));
            }
            return ways;
        }
    }

    /**
     * Sends each page each way.
     *
     * @return how many pages came to what; one that is injected where a late frameset undoes the body is of decision 0004
     */
    Map<String, Integer> send(Map<String, byte[]> pages) {
        Map<String, Integer> verdicts = new TreeMap<>();
        pages.forEach((name, page) -> verdicts.merge(verdict(name, page), 1, Integer::sum));
        return verdicts;
    }

    private String verdict(String name, byte[] page) {
        int recordsBefore = world.gateway().decisions(0).size();
        List<Way> ways = Way.all();
        byte[] first = null;
        for (Way way : ways) {
            byte[] output = through(name, page, way);
            if (first == null) {
                first = output;
            }
            assertThat(Arrays.mismatch(output, first))
                    .as("first difference of %s through %s to the first way", name, way.coding())
                    .isEqualTo(-1);
        }
        List<String> records = world.gateway().decisions(recordsBefore + ways.size());
        List<String> results = records.subList(recordsBefore, records.size()).stream()
                .map(GatewayPages::result)
                .distinct()
                .toList();
        assertThat(results).as("records of %s", name).hasSize(1);
        return judged(name, page, first, results.get(0));
    }

    private byte[] through(String name, byte[] page, Way way) {
        world.origin()
                .enqueue(OriginReply.status(200)
                        .with("Content-Type", "text/html; charset=utf-8")
                        .body(page)
                        .coded(way.coding())
                        .chunked(way.cut()));
        RawResponse response = client.get(
                "/" + name.replaceAll("[^A-Za-z0-9.-]", "-"),
                "X-Forwarded-For: 77.88.8.8",
                "Accept: text/html",
                "Accept-Encoding: gzip, br");
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

    private static String judged(String name, byte[] page, byte[] output, String result) {
        if (!result.equals("injected")) {
            assertThat(output).as(name).isEqualTo(page);
            return result;
        }
        List<String> notices = NoticeInPage.of(output).elements();
        assertThat(notices).as(name).hasSize(1);
        PageJudge judge = new PageJudge(notices.get(0).getBytes(StandardCharsets.US_ASCII), StandardCharsets.UTF_8);
        return judge.faultOf(page, output)
                .map(fault -> judge.isFrameset(page) ? "late frameset" : name + ": " + fault)
                .orElse("injected");
    }
}
