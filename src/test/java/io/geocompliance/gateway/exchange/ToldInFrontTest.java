package io.geocompliance.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.testing.FakeClock;
import io.geocompliance.gateway.testing.Fields;
import io.geocompliance.gateway.testing.GatewayExtension;
import io.geocompliance.gateway.testing.GatewayYaml;
import io.geocompliance.gateway.testing.NoticeInPage;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawResponse;
import io.geocompliance.gateway.testing.TestGateway;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a CDN says of a reader's place, over the wire: whose word counts, where it ends, and which caches may go by it. */
@Timeout(120)
class ToldInFrontTest {

    private static final String HEADERS = "{country: CF-IPCountry, subdivision: CF-Region-Code}";
    private static final String ABROAD = "X-Forwarded-For: 8.8.8.8";
    private static final String CACHEABLE = "public, max-age=600";
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    @RegisterExtension
    static final GatewayExtension world = GatewayExtension.with(yaml -> yaml.with("geo", "{headers: " + HEADERS + "}"));

    @BeforeEach
    void page() {
        world.origin()
                .answer(OriginReply.html("<!doctype html><title>t</title><body><p>text")
                        .with("Cache-Control", CACHEABLE));
    }

    private static RawResponse visit(TestGateway gateway, String... fields) {
        try (RawClient client = gateway.client()) {
            String[] all = Stream.concat(Stream.of("Accept: text/html"), Stream.of(fields))
                    .toArray(String[]::new);
            RawResponse response = client.get("/", all);
            assertThat(response.status()).isEqualTo(200);
            return response;
        }
    }

    private static boolean hasNotice(RawResponse response) {
        return !NoticeInPage.of(response.content()).elements().isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CF-IPCountry: RU,,true",
        "cf-ipcountry: ru,,true",
        "CF-IPCountry: UA,CF-Region-Code: 43,true",
        "CF-IPCountry: UA,CF-Region-Code: 30,false",
        "CF-IPCountry: DE,,false",
        "CF-IPCountry: XX,,false",
        "CF-IPCountry: T1,,false",
        "CF-IPCountry: RU,CF-IPCountry: RU,false",
        "CF-IPCountry: DE,CF-IPCountry: RU,false"
    })
    void aTrustedProxysWordIsOneMoreVote(String country, String more, boolean notice) {
        String[] fields = more == null ? new String[] {ABROAD, country} : new String[] {ABROAD, country, more};
        assertThat(hasNotice(visit(world.gateway(), fields))).isEqualTo(notice);
    }

    @Test
    void itIsOneVoteOfTwo() {
        TestGateway gateway = world.start(world.yaml()
                .with("geo", "{headers: " + HEADERS + "}")
                .with("rules", "rules.yaml")
                .file("rules.yaml", rules("{sources: quorum 2, country: RU}", "skip", "2024-02-20")));
        assertThat(hasNotice(visit(gateway, Visitors.RUSSIA, "CF-IPCountry: DE")))
                .isFalse();
        assertThat(hasNotice(visit(gateway, ABROAD, "CF-IPCountry: RU"))).isFalse();
        assertThat(hasNotice(visit(gateway, Visitors.RUSSIA, "CF-IPCountry: RU")))
                .isTrue();
    }

    private static byte[] rules(String region, String unknown, String from) {
        return """
                regions: {here: %s}
                rules:
                  - id: told
                    owner: x
                    counsel: x
                    reviewBy: 2027-01-01
                    effective: {from: %s}
                    when: {region: here}
                    on: {unknown: %s, reserved: skip, internal: skip, unresolved: apply}
                    then: {notice: ru-undesirable}
                """.formatted(region, from, unknown).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void thePlaceOfAReaderWhoseAddressIsNotSaidIsTold() {
        assertThat(hasNotice(visit(world.gateway(), "CF-IPCountry: DE"))).isFalse();
        assertThat(hasNotice(visit(world.gateway(), "CF-IPCountry: XX"))).isTrue(); // unresolved: apply
        assertThat(hasNotice(visit(world.gateway(), "X-Forwarded-For: 127.0.0.2", "CF-IPCountry: RU")))
                .isFalse(); // internal stays internal
    }

    @Test
    void theRecordNamesTheSourceAndThePlace() {
        visit(world.gateway(), ABROAD, "CF-IPCountry: UA", "CF-Region-Code: 43");
        assertThat(world.gateway().decisionWith("UA-OCC"))
                .contains("cf-ipcountry@header")
                .contains("\"out\":\"injected\"");
    }

    @Test
    void aStrangersWordIsNeverLookedAt() {
        TestGateway gateway = world.start(world.yaml()
                .with("geo", "{headers: " + HEADERS + "}")
                .with("client", "{source: x-forwarded-for, trustedProxies: [10.0.0.0/8]}")
                .with("rules", "rules.yaml")
                .file("rules.yaml", rules("{country: RU}", "skip", "2024-02-20")));
        assertThat(hasNotice(visit(gateway, "CF-IPCountry: RU"))).isFalse();
        assertThat(world.origin().takeRequest().fields().first("CF-IPCountry")).isEmpty();
    }

    /** Nobody's word is passed on: neither a reader's in a protected region, nor a stranger's, nor one under a name of the operator's. */
    @ParameterizedTest
    @ValueSource(strings = {"77.88.8.8", "8.8.8.8"})
    void theFieldsEndHere(String address) {
        TestGateway gateway = world.start(world.yaml()
                .with("geo", "{headers: {country: Edge-Land, subdivision: Edge-Part}}")
                .with("client", "{source: header Edge-Reader}"));
        visit(
                gateway,
                "Edge-Reader: " + address,
                "Edge-Land: DE",
                "edge-part: BE",
                "CF-IPCountry: DE",
                "Edge-Other: x");
        Fields sent = world.origin().takeRequest().fields();
        assertThat(sent.first("Edge-Other")).contains("x");
        for (String name : List.of("Edge-Reader", "Edge-Land", "Edge-Part", "CF-IPCountry")) {
            assertThat(sent.first(name)).as(name).isEmpty();
        }
    }

    private GatewayYaml shared(String from) {
        return world.yaml()
                .with("geo", "{databases: [], headers: " + HEADERS + "}")
                .with("response", "{cache: vary-on-header}")
                .with("rules", "rules.yaml")
                .file("rules.yaml", rules("{any: [{country: RU}, {subdivision: UA-43}]}", "apply", from));
    }

    private static boolean isShared(RawResponse response) {
        boolean shared = response.fields().first("Cache-Control").orElse("").equals(CACHEABLE);
        assertThat(response.fields().first("CDN-Cache-Control").isPresent()).isNotEqualTo(shared);
        return shared;
    }

    /** A cache that tells requests apart by what Vary names never has two pages for one key, whatever the addresses are. */
    @Test
    void cachesMayGoByTheFieldsThatDecide() {
        TestGateway gateway = world.closing(TestGateway.start(shared("2024-02-20"), new FakeClock(NOW)));
        Map<String, Set<Boolean>> kept = new HashMap<>();
        List<String> countries =
                List.of("CF-IPCountry: RU", "CF-IPCountry: UA", "CF-IPCountry: DE", "CF-IPCountry: XX", "X: y");
        for (String country : countries) {
            for (String region : List.of("CF-Region-Code: 43", "CF-Region-Code: 30", "Z: y")) {
                for (String who : List.of("77.88.8.8", "8.8.8.8", "10.1.2.3", "127.0.0.2", "nobody", "2a02:6b8::1")) {
                    RawResponse response = visit(gateway, "X-Forwarded-For: " + who, country, region);
                    if (isShared(response)) {
                        assertThat(response.fields().first("Vary").orElseThrow())
                                .contains("CF-IPCountry")
                                .contains("CF-Region-Code")
                                .contains("Accept-Language");
                        kept.computeIfAbsent(country + region, key -> new HashSet<>())
                                .add(hasNotice(response));
                    }
                }
            }
        }
        assertThat(kept)
                .hasSize(countries.size() * 3)
                .allSatisfy((key, pages) -> assertThat(pages).as(key).hasSize(1));
        assertThat(kept.get("CF-IPCountry: RUZ: y")).containsExactly(true);
        assertThat(kept.get("CF-IPCountry: UACF-Region-Code: 43")).containsExactly(true);
        assertThat(kept.get("CF-IPCountry: DEZ: y")).containsExactly(false);
        assertThat(kept.get("X: yZ: y")).containsExactly(true); // unknown: apply
    }

    @Test
    void whatTheFieldsDoNotDecideStaysPrivate() {
        TestGateway gateway = world.closing(TestGateway.start(shared("2024-02-20"), new FakeClock(NOW)));
        assertThat(isShared(visit(gateway, ABROAD, "CF-IPCountry: DE"))).isTrue();
        assertThat(isShared(visit(gateway, "CF-IPCountry: XX"))).isFalse(); // no address said either
        assertThat(isShared(visit(gateway, "X-Forwarded-For: 10.1.2.3", "CF-IPCountry: DE")))
                .isFalse();
        TestGateway strangers = world.closing(TestGateway.start(
                shared("2024-02-20").with("client", "{trustedProxies: [10.0.0.0/8]}"), new FakeClock(NOW)));
        assertThat(isShared(visit(strangers, "CF-IPCountry: DE"))).isFalse();
    }

    /** A copy of before a rule's first day must not outlive that moment. */
    @Test
    void onTheDayBeforeARuleTakesEffectNothingIsShared() {
        FakeClock clock = new FakeClock(NOW);
        TestGateway gateway = world.closing(TestGateway.start(shared("2026-11-27"), clock));
        clock.advance(Duration.ofHours(13));
        assertThat(isShared(visit(gateway, ABROAD, "CF-IPCountry: DE"))).isFalse();
        clock.advance(Duration.ofHours(24));
        assertThat(isShared(visit(gateway, ABROAD, "CF-IPCountry: DE"))).isTrue();
    }
}
