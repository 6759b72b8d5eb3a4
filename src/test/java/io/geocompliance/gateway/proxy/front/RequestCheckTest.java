package io.geocompliance.gateway.proxy.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are let in (http.md, section 2 of the design; RFC 9110, RFC 9112). */
class RequestCheckTest {

    private static final Map<String, List<String>> PLAIN = Map.of("host", List.of("news.example"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a/b?c=d",
                "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8",
                "/a?b=%zz",
                "/a?b=\\",
                "/a?b=%00",
                "/a;b=c",
                "/~user",
                "//a",
                "/a/../b",
                "/%2f"
            })
    void lets_in_what_browsers_send(String target) {
        assertThat(refuse("GET", target, PLAIN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ok",
                "*",
                "@evil/x",
                "host:80",
                "http://news.example/",
                "/a b",
                "/a\tb",
                "/a\u0000b",
                "/a\u007fb",
                "/caf\u00e9",
                "/a#b",
                "/a?b#c",
                "/a\"b",
                "/a<b",
                "/a>b",
                "/a\\b",
                "/a%00b",
                "/a%zz",
                "/a%4",
                "/a%",
                "/a%4?b=c"
            })
    void refuses_targets_that_servers_read_differently(String target) {
        assertThat(refuse("GET", target, PLAIN)).contains(Refusal.MALFORMED);
    }

    @Test
    void asterisk_is_for_options_alone() {
        assertThat(refuse("OPTIONS", "*", PLAIN)).isEmpty();
        assertThat(refuse("GET", "*", PLAIN)).contains(Refusal.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "TRACE"})
    void refuses_methods_that_no_site_needs(String method) {
        assertThat(refuse(method, "/", PLAIN)).contains(Refusal.METHOD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "Get", "G T", "GET1", "GÉT"})
    void methods_are_upper_case_tokens(String method) {
        assertThat(refuse(method, "/", PLAIN)).contains(Refusal.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "news.example",
                "NEWS.example:8080",
                "127.0.0.1",
                "127.0.0.1:80",
                "[::1]",
                "[2001:db8::1]:443",
                "localhost",
                "xn--e1afmkfd.example",
                "a_b.example"
            })
    void takes_every_valid_host(String host) {
        assertThat(refuse("GET", "/", Map.of("host", List.of(host)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "user@host",
                "a,b",
                "a/b",
                "a:b",
                "a:",
                "a:123456",
                "[::1",
                "[]",
                "[::1]x",
                "[zz::1]",
                ":80",
                "a\u0000b",
                "caf\u00e9.example",
                "a%20b"
            })
    void refuses_every_other_host(String host) {
        assertThat(refuse("GET", "/", Map.of("host", List.of(host)))).contains(Refusal.MALFORMED);
    }

    @Test
    void host_comes_exactly_once() {
        assertThat(refuse("GET", "/", Map.of())).contains(Refusal.MALFORMED);
        assertThat(refuse("GET", "/", Map.of("host", List.of("a.example", "a.example"))))
                .contains(Refusal.MALFORMED);
    }

    @Test
    void http2_needs_an_authority_with_which_host_agrees() {
        assertThat(refuse2("news.example", Map.of())).isEmpty();
        assertThat(refuse2("news.example", PLAIN)).isEmpty();
        assertThat(refuse2("", Map.of())).contains(Refusal.MALFORMED);
        assertThat(refuse2("other.example", PLAIN)).contains(Refusal.MALFORMED);
        assertThat(refuse2("user@news.example", Map.of())).contains(Refusal.MALFORMED);
    }

    @Test
    void there_is_one_way_to_know_where_the_body_ends() {
        assertThat(framed("content-length", "5")).isEmpty();
        assertThat(framed("transfer-encoding", "chunked")).isEmpty();
        assertThat(framed("transfer-encoding", "Chunked")).isEmpty();
        for (String length : List.of("", "+2", "-1", "0x2", "1,1", " 1", "1 2")) {
            assertThat(framed("content-length", length)).as(length).contains(Refusal.MALFORMED);
        }
        for (String coding :
                List.of("identity", "gzip, chunked", "chunked, identity", "chunked, chunked", "xchunked")) {
            assertThat(framed("transfer-encoding", coding)).as(coding).contains(Refusal.MALFORMED);
        }
        assertThat(refuse(
                        "POST",
                        "/",
                        Map.of(
                                "host", List.of("a"),
                                "content-length", List.of("5"),
                                "transfer-encoding", List.of("chunked"))))
                .contains(Refusal.MALFORMED);
        assertThat(refuse("POST", "/", Map.of("host", List.of("a"), "content-length", List.of("5", "5"))))
                .contains(Refusal.MALFORMED);
    }

    @Test
    void knows_one_expectation() {
        assertThat(framed("expect", "100-continue")).isEmpty();
        assertThat(framed("expect", "100-Continue")).isEmpty();
        assertThat(framed("expect", "something")).contains(Refusal.EXPECTATION);
    }

    @Test
    void never_throws() {
        long seed = Long.getLong("requestcheck.seed", System.nanoTime());
        System.out.println("requestcheck.seed=" + seed);
        Random random = new Random(seed);
        String alphabet = "/%aF0?#:[]@.*\\ \u0000\u00ff\"<>,;=&-_~";
        for (int i = 0; i < 50_000; i++) {
            String target = text(random, alphabet);
            String host = text(random, alphabet);
            assertThat(refuse("GET", target, Map.of("host", List.of(host)))).isNotNull();
            assertThat(RequestCheck.hostOf(host)).isNotNull();
        }
    }

    @Test
    void hosts_are_compared_without_case_and_port() {
        assertThat(RequestCheck.hostOf("News.Example:8080")).isEqualTo("news.example");
        assertThat(RequestCheck.hostOf("[2001:DB8::1]:8080")).isEqualTo("[2001:db8::1]");
    }

    private static String text(Random random, String alphabet) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static Optional<Refusal> framed(String name, String value) {
        return refuse("POST", "/", Map.of("host", List.of("a"), name, List.of(value)));
    }

    private static Optional<Refusal> refuse(String method, String target, Map<String, List<String>> fields) {
        return RequestCheck.refuse(new RequestCheck.Head(
                RequestCheck.Protocol.HTTP_1_1,
                "",
                method,
                target,
                fields.getOrDefault("host", List.of("")).get(0),
                name -> fields.getOrDefault(name, List.of())));
    }

    private static Optional<Refusal> refuse2(String authority, Map<String, List<String>> fields) {
        return refuse2("https", authority, "/", fields);
    }

    private static Optional<Refusal> refuse2(
            String scheme, String authority, String target, Map<String, List<String>> fields) {
        return RequestCheck.refuse(new RequestCheck.Head(
                RequestCheck.Protocol.HTTP_2,
                scheme,
                "GET",
                target,
                authority,
                name -> fields.getOrDefault(name, List.of())));
    }

    private static Optional<Refusal> refuse10(Map<String, List<String>> fields) {
        return RequestCheck.refuse(new RequestCheck.Head(
                RequestCheck.Protocol.HTTP_1_0, "", "GET", "/", "", name -> fields.getOrDefault(name, List.of())));
    }

    @Test
    void http2_has_two_schemes_and_paths_alone() {
        assertThat(refuse2("http", "news.example", "/", Map.of())).isEmpty();
        for (String scheme : List.of("", "ftp", "http://evil/?", "HTTPS")) {
            assertThat(refuse2(scheme, "news.example", "/", Map.of()))
                    .as(scheme)
                    .contains(Refusal.MALFORMED);
        }
        for (String target : List.of("", "x", "http://news.example/", "/a b", "/a#b", "*")) {
            assertThat(refuse2("https", "news.example", target, Map.of()))
                    .as(target)
                    .contains(Refusal.MALFORMED);
        }
    }

    @Test
    void http10_may_leave_out_the_host_and_knows_no_chunks() {
        assertThat(refuse10(Map.of())).isEmpty();
        assertThat(refuse10(Map.of("host", List.of("a", "b")))).contains(Refusal.MALFORMED);
        assertThat(refuse10(Map.of("transfer-encoding", List.of("chunked")))).contains(Refusal.MALFORMED);
    }
}
