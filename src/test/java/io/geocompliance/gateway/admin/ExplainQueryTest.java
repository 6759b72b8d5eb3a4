package io.geocompliance.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainQueryTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T05:00:00Z"), ZoneOffset.UTC);

    @Test
    void readsEveryParameter() throws Exception {
        MultiMap parameters = MultiMap.caseInsensitiveMultiMap()
                .add("ip", "2001:db8::1")
                .add("url", "https://news.example/a?b")
                .add("header", "Accept-Language: ru")
                .add("header", "X-Empty:")
                .add("at", "2024-02-20T00:00:00Z");
        ExplainQuery query = ExplainQuery.of(parameters, CLOCK);
        assertThat(query.ip()).isEqualTo("2001:db8::1");
        assertThat(query.url()).isEqualTo("https://news.example/a?b");
        assertThat(query.headers()).containsExactly("Accept-Language: ru", "X-Empty:");
        assertThat(query.at()).isEqualTo("2024-02-20T00:00:00Z");
        assertThat(query.toString()).doesNotContain("db8");
    }

    @Test
    void onlyTheAddressIsNeeded() throws Exception {
        ExplainQuery query = ExplainQuery.of(MultiMap.caseInsensitiveMultiMap().add("ip", "192.0.2.1"), CLOCK);
        assertThat(query.url()).isEqualTo("/");
        assertThat(query.at()).isEqualTo(CLOCK.instant());
    }

    @ParameterizedTest
    @CsvSource({
        "ip,'',ip",
        "ip,news.example,ip",
        "ip,192.0.2.256,ip",
        "ip,192.0.2.1:80,ip",
        "url,ftp://a/b,url",
        "url,a b,url",
        "url,//a/b,url",
        "url,https:/x,url",
        "header,no colon,header",
        "header,'a b: c',header",
        "header,'A: b\nC: d',header",
        "at,yesterday,instant"
    })
    void refusesInASentenceThatRepeatsNothing(String name, String value, String named) {
        MultiMap parameters =
                MultiMap.caseInsensitiveMultiMap().set("ip", "192.0.2.7").set(name, value);
        assertThatThrownBy(() -> ExplainQuery.of(parameters, CLOCK))
                .isInstanceOf(ExplainQuery.Refused.class)
                .hasMessageContaining(named)
                .hasMessageEndingWith(".")
                .hasMessageNotContainingAny("192.0.2.7");
    }

    @Test
    void refusesTwoAddresses() {
        MultiMap parameters =
                MultiMap.caseInsensitiveMultiMap().add("ip", "192.0.2.7").add("ip", "192.0.2.8");
        assertThatThrownBy(() -> ExplainQuery.of(parameters, CLOCK)).hasMessageContaining("once");
    }
}
