package io.geocompliance.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardingHeadersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For",
                "x-forwarded-proto",
                "X_Forwarded_For",
                "Forwarded",
                "X-Real-IP",
                "True-Client-IP",
                "CF-Connecting-IP",
                "CF-IPCountry",
                "cf-ipcity",
                "Fastly-Client-IP",
                "X-Azure-ClientIP",
                "CloudFront-Viewer-Address",
                "CloudFront-Viewer-Country",
                "X-Geo-Country",
                "X-Client-IP",
                "X-Cluster-Client-IP"
            })
    void visitorsAddressOrPlace(String name) {
        assertThat(ForwardingHeaders.isForwarding(name)).isTrue();
        assertThat(ForwardingHeaders.isTracing(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"traceparent", "TraceState", "X-Request-Id", "X-Correlation-ID", "X-B3-TraceId", "b3"})
    void idsThatJoinLogs(String name) {
        assertThat(ForwardingHeaders.isTracing(name)).isTrue();
        assertThat(ForwardingHeaders.isForwarding(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Host", "Via", "Accept", "Cookie", "X-Requested-With", "Forward", "Content-Length", "X-Geology"})
    void everythingElse(String name) {
        assertThat(ForwardingHeaders.isForwarding(name)).isFalse();
        assertThat(ForwardingHeaders.isTracing(name)).isFalse();
    }
}
