package io.geocompliance.gateway.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.rules.Reach;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

/** The cells of the table: each case names its header and column. */
class HeaderPolicyTest {

    private static final Variant VARIANT = new Variant("abcdefg2");
    private static final NoticeVariant NOTICE = new NoticeVariant(
            "ru-undesirable",
            VARIANT,
            Optional.of("sha256-AAAA="),
            Instant.parse("2026-11-20T10:00:00Z"),
            NoticeVariant.Preset.DEFAULT);
    private static final HeadLanguages RUSSIAN = new HeadLanguages("ru", null);
    private static final HeaderPolicy POLICY = new HeaderPolicy(ResponseSettings.DEFAULT);

    private static Treatment treatment(String column) {
        return switch (column) {
            case "a" -> of(Treatment.Kind.INJECTING, true);
            case "linked" -> of(Treatment.Kind.LINKED, false);
            case "b" -> of(Treatment.Kind.SUBJECT, false);
            case "b-document" -> of(Treatment.Kind.SUBJECT, true);
            case "c" -> of(Treatment.Kind.UNTOUCHED, true);
            default -> throw new IllegalArgumentException(column);
        };
    }

    private static Treatment of(Treatment.Kind kind, boolean document) {
        boolean due = kind == Treatment.Kind.INJECTING || kind == Treatment.Kind.LINKED;
        return new Treatment(
                kind, due ? Optional.of(NOTICE) : Optional.empty(), document, Reach.PAGES, DutyEdits.NONE, false);
    }

    private static FieldLines sent(String column, String method, FieldLines request) {
        return request.with(POLICY.requestEdits(treatment(column), method, request, "gzip"));
    }

    private static FieldLines answered(String column, int status, FieldLines fields) {
        return answered(column, new OriginResponse("GET", status, fields, true), RUSSIAN);
    }

    private static FieldLines answered(String column, OriginResponse response, HeadLanguages languages) {
        Verdict verdict = POLICY.verdict(treatment(column), response);
        return ((FieldLines) response.fields()).with(POLICY.responseEdits(verdict, response, languages));
    }

    private static FieldLines html(String... more) {
        FieldLines fields = FieldLines.of(more);
        fields.set("Content-Type", "text/html; charset=utf-8");
        return fields;
    }

    @ParameterizedTest(name = "{0} {1} {2} in ({3}) → {4}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "GET; If-None-Match; W/\"x~gsabcdefg2\"; a; \"x\"",
                "GET; If-None-Match; W/\"x~gwabcdefg2\"; a; W/\"x\"",
                "GET; If-None-Match; W/\"x~gsabcdefg3\"; a; ``",
                "GET; If-None-Match; \"x\", W/\"a,b~gsabcdefg2\"; a; \"a,b\"",
                "GET; If-None-Match; *; a; ``",
                "PUT; If-None-Match; *; a; *",
                "HEAD; If-None-Match; \"x\"; a; ``",
                "GET; If-None-Match; W/\"x~gsabcdefg2\", \"y\"; b; \"y\"",
                "GET; If-None-Match; x~gsabcdefg2; b; ``",
                "GET; If-None-Match; *; b; *",
                "GET; If-None-Match; W/\"x~gsabcdefg2\"; c; W/\"x~gsabcdefg2\"",
                "GET; If-Modified-Since; Tue, 24 Nov 2026 04:00:00 GMT; a; ``",
                "GET; If-Modified-Since; Tue, 24 Nov 2026 04:00:00 GMT; b-document; ``",
                "GET; If-Modified-Since; now; b; now",
                "GET; If-Modified-Since; now; c; now",
                "PUT; If-Match; W/\"x~gsabcdefg3\", \"y\"; a; \"x\", \"y\"",
                "PUT; If-Match; W/\"x~gsabcdefg3\"; linked; \"x\"",
                "PUT; If-Match; *; a; *",
                "PUT; If-Unmodified-Since; then; a; then",
                "GET; Range; bytes=0-1; a; bytes=0-1",
                "GET; Range; bytes=0-1; b; bytes=0-1",
                "GET; Accept-Encoding; br, gzip; a; gzip",
                "GET; Accept-Encoding; br, gzip; b; br, gzip",
                "GET; Accept-Encoding; br, gzip; c; br, gzip",
                "GET; Available-Dictionary; :aaaa:; a; ``",
                "GET; Available-Dictionary; :aaaa:; b; :aaaa:",
            })
    void requestCell(ArgumentsAccessor c) {
        String method = c.getString(0);
        String name = c.getString(1);
        String value = c.getString(2);
        String column = c.getString(3);
        String expected = c.getString(4);
        FieldLines request = FieldLines.of(name, value);
        assertThat(sent(column, method, request).joined(name)).isEqualTo(expected);
    }

    @Test
    void severalLinesOfIfNoneMatchAreOneList() {
        FieldLines request = FieldLines.of("If-None-Match", "\"x\"", "if-none-match", "W/\"y~gsabcdefg2\"");
        assertThat(sent("a", "GET", request).all("If-None-Match")).containsExactly("\"y\"");
    }

    @Test
    void theDateOfAForeignCopyGoesWithItsTag() {
        FieldLines request = FieldLines.of("If-None-Match", "W/\"x~gsabcdefg2\"", "If-Modified-Since", "then");
        assertThat(sent("b", "GET", request).names()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1} in ({2}) → range {3}")
    @CsvSource({
        "Sec-Fetch-Dest, document, a, false",
        "Accept, text/html, a, false",
        "Accept, */*, a, true",
        "If-Range, W/\"x~gsabcdefg2\", a, false",
        "If-Range, W/\"x~gsabcdefg2\", b, false",
        "If-Range, W/\"x~gsabcdefg2\", c, true",
        "If-Range, \"x\", b, true",
    })
    void rangeIsSentToPlayersAlone(String name, String value, String column, boolean sent) {
        FieldLines request = FieldLines.of("Range", "bytes=0-1", name, value);
        assertThat(sent(column, "GET", request).all("Range").isEmpty()).isEqualTo(!sent);
    }

    @ParameterizedTest(name = "{0}: {1} in ({2}) → {3}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "Cache-Control; public, max-age=60; a; private, no-cache",
                "Cache-Control; No-Store, no-transform, s-maxage=9; b; private, no-cache, no-store, no-transform",
                "Cache-Control; ext=\"no-store, x\"; b; private, no-cache",
                "Cache-Control; public; c; public",
                "CDN-Cache-Control; max-age=60; a; no-store",
                "CDN-Cache-Control; max-age=60; c; max-age=60",
                "Surrogate-Control; max-age=60; b; ``",
                "Cloudflare-CDN-Cache-Control; max-age=60; linked; ``",
                "Edge-Control; x; a; ``",
                "X-Accel-Expires; 60; a; ``",
                "X-Accel-Buffering; no; a; ``",
                "Expires; tomorrow; b; ``",
                "Pragma; no-cache; a; ``",
                "Pragma; no-cache; c; no-cache",
                "Vary; accept-encoding, Cookie, cookie; a; accept-encoding, Cookie, Sec-Fetch-Dest, Accept-Language",
                "Vary; Cookie, *; b; *",
                "Vary; Cookie; c; Cookie",
                "ETag; \"x\"; a; W/\"x~gsabcdefg2\"",
                "ETag; W/\"x\"; a; W/\"x~gwabcdefg2\"",
                "ETag; x; a; ``",
                "ETag; \"x\"; b; \"x\"",
                "Last-Modified; Fri, 20 Nov 2026 09:59:59 GMT; a; Fri, 20 Nov 2026 10:00:00 GMT",
                "Last-Modified; Fri, 20 Nov 2026 10:00:01 GMT; a; Fri, 20 Nov 2026 10:00:01 GMT",
                "Last-Modified; Friday, 20-Nov-26 10:00:01 GMT; a; Friday, 20-Nov-26 10:00:01 GMT",
                "Last-Modified; Fri Nov  6 10:00:01 2026; a; Fri, 20 Nov 2026 10:00:00 GMT",
                "Last-Modified; yesterday; a; ``",
                "Last-Modified; yesterday; b; yesterday",
                "Content-Length; 9; a; ``",
                "Content-Length; 9; b; 9",
                "Content-Range; bytes 0-1/2; a; ``",
                "Accept-Ranges; bytes; a; none",
                "Accept-Ranges; bytes; b; bytes",
                "Content-Digest; sha-256=:a:; a; ``",
                "Repr-Digest; sha-256=:a:; a; ``",
                "Digest; sha-256=a; a; ``",
                "Content-MD5; a; a; ``",
                "Content-MD5; a; b; a",
                "Alt-Svc; h3=\":443\"; a; ``",
                "Alt-Svc; h3=\":443\"; c; ``",
                "Content-Security-Policy; style-src 'self'; a; style-src 'self' 'sha256-AAAA='",
                "Content-Security-Policy; style-src 'self'; b; style-src 'self'",
                "Set-Cookie; a=b; a; a=b",
                "Strict-Transport-Security; max-age=1; a; max-age=1",
            })
    void responseCell(String name, String value, String column, String expected) {
        assertThat(answered(column, 200, html(name, value)).joined(name)).isEqualTo(expected);
    }

    @Test
    void whatIsNotHtmlIsTheSameForEverybody() {
        FieldLines image = FieldLines.of("Content-Type", "image/png", "Cache-Control", "public", "ETag", "\"x\"");
        for (String column : List.of("a", "linked", "b", "c")) {
            assertThat(answered(column, 200, image).joined("Cache-Control")).isEqualTo("public");
        }
    }

    @Test
    void headHasThePagesHeadersWithoutLength() {
        OriginResponse head = new OriginResponse("HEAD", 200, html("Content-Length", "9", "ETag", "\"x\""), true);
        FieldLines out = answered("a", head, new HeadLanguages("ru", "ru"));
        assertThat(out.all("Content-Length")).isEmpty();
        assertThat(out.joined("ETag")).isEqualTo("W/\"x~gsabcdefg2\"");
        assertThat(out.all("Content-Language")).isEmpty();
    }

    @Test
    void notModifiedIsEditedAsThePageItConfirms() {
        FieldLines bare = FieldLines.of(
                "ETag", "\"x\"", "Cache-Control", "max-age=9", "Content-Security-Policy", "default-src 'self'");
        FieldLines out = answered("a", 304, bare);
        assertThat(out.joined("ETag")).isEqualTo("W/\"x~gsabcdefg2\"");
        assertThat(out.joined("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(out.joined("Vary")).isEqualTo("Accept-Encoding, Sec-Fetch-Dest, Accept-Language");
        assertThat(out.joined("Content-Security-Policy"))
                .isEqualTo("default-src 'self'; style-src 'self' 'sha256-AAAA='");
        assertThat(out.all("Link")).isEmpty();
        assertThat(answered("b-document", 304, bare).joined("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(answered("b", 304, bare).joined("Cache-Control")).isEqualTo("max-age=9");
        bare.append("Link", "</a.css>; rel=preload");
        assertThat(answered("a", 304, bare).all("Link")).hasSize(3);
    }

    @Test
    void presetLinksFollowTheOriginsAndAreNotRepeated() {
        FieldLines out = answered("a", 200, html("Link", "</a.css>; rel=preload"));
        assertThat(out.all("Link"))
                .containsExactly(
                        "</a.css>; rel=preload",
                        "</.well-known/geo-compliance/ru-undesirable/ru>; rel=\"terms-of-service\"; hreflang=\"ru\"",
                        "</.well-known/geo-compliance/ru-undesirable/ru/plain>; rel=\"help\"; hreflang=\"ru\"");
        OriginResponse again = new OriginResponse("GET", 200, out, true);
        assertThat(POLICY.verdict(treatment("a"), again).injectable())
                .isEqualTo(new Injectable.No(Injectable.Reason.ALREADY_INJECTED));
        assertThat(answered("a", again, RUSSIAN).all("Link")).hasSize(3);
        assertThat(answered("b", 200, html()).all("Link")).isEmpty();
    }

    @ParameterizedTest(name = "page says {0}, origin {1} → {2}")
    @CsvSource({"ru,,ru", "sr-Latn-RS,,sr-Latn-RS", "ru,de,de", "russian,,''", "ru_RU,,''", ",,''", "'r u',,''"})
    void contentLanguageIsFilledFromAValidTagAlone(String page, String origin, String expected) {
        FieldLines fields = origin == null ? html() : html("Content-Language", origin);
        OriginResponse response = new OriginResponse("GET", 200, fields, true);
        assertThat(answered("a", response, new HeadLanguages("ru", page)).joined("Content-Language"))
                .isEqualTo(expected);
    }

    @Test
    void signaturesGoWhereTheyCoverAChange() {
        FieldLines signed = html(
                "Signature-Input", "a=(\"@status\" \"date\");created=1, b=(\"etag\" \"date\");created=1",
                "Signature", "a=:AA==:, b=:BB==:",
                "ETag", "\"x\"");
        assertThat(answered("a", 200, signed).joined("Signature")).isEqualTo("a=:AA==:");
        assertThat(answered("a", 200, signed).joined("Signature-Input"))
                .isEqualTo("a=(\"@status\" \"date\");created=1");
        assertThat(answered("b", 200, signed).joined("Signature")).isEqualTo("a=:AA==:, b=:BB==:");
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3} ({4}) → {5}")
    @CsvSource(
            delimiter = ';',
            value = {
                "GET; 200; text/html; X; a; YES",
                "GET; 404; application/xhtml+xml; X; a; YES",
                "GET; 200; text/html; Content-Disposition=inline; a; YES",
                "GET; 200; text/html; Content-Disposition=attachment; a; ATTACHMENT",
                "GET; 200; text/html; X; linked; SCRIPT_FETCH",
                "GET; 200; text/html; X; b; NOT_AFFECTED",
                "GET; 200; application/json; X; a; NOT_HTML",
                "GET; 200; multipart/x-mixed-replace; X; a; NOT_HTML",
                "GET; 200; text/event-stream; X; a; NOT_HTML",
                "GET; 206; text/html; X; a; PARTIAL_CONTENT",
                "GET; 204; text/html; X; a; BODILESS",
                "HEAD; 200; text/html; X; a; BODILESS",
                "GET; 304; text/html; X; a; BODILESS",
                "GET; 200; text/html|charset=UTF-16LE; X; a; ENCODING",
                "GET; 200; text/html|charset=\"iso-2022-jp\"; X; a; ENCODING",
                "GET; 200; text/html|charset=windows-1251; X; a; YES",
                "GET; 200; text/html; Cache-Control=no-transform; a; YES",
            })
    void verdictNamesTheReason(ArgumentsAccessor c) {
        String method = c.getString(0);
        String type = c.getString(2);
        String field = c.getString(3);
        String column = c.getString(4);
        String expected = c.getString(5);
        int status = c.getInteger(1);
        String[] pair = field.split("=");
        FieldLines fields = FieldLines.of("Content-Type", type.replace('|', ';'), pair[0], pair[pair.length - 1]);
        Injectable verdict = POLICY.verdict(treatment(column), new OriginResponse(method, status, fields, true))
                .injectable();
        assertThat(verdict)
                .isEqualTo(
                        expected.equals("YES")
                                ? new Injectable.Yes()
                                : new Injectable.No(Injectable.Reason.valueOf(expected)));
    }

    @Test
    void codingAndObeyedNoTransformAreReasons() {
        FieldLines fields = html("Cache-Control", "no-transform");
        assertThat(POLICY.verdict(treatment("a"), new OriginResponse("GET", 200, fields, false))
                        .injectable())
                .isEqualTo(new Injectable.No(Injectable.Reason.CODING));
        HeaderPolicy obeying = new HeaderPolicy(new ResponseSettings(
                ResponseSettings.NoTransform.SKIP,
                ResponseSettings.Uninjectable.PASS,
                ResponseSettings.Gzip.SPLICE,
                false,
                false,
                List.of()));
        Verdict verdict = obeying.verdict(treatment("a"), new OriginResponse("GET", 200, fields, true));
        assertThat(verdict.injectable()).isEqualTo(new Injectable.No(Injectable.Reason.NO_TRANSFORM));
        assertThat(verdict.treatment().kind()).isEqualTo(Treatment.Kind.LINKED);
    }
}
