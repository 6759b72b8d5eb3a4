package io.geocompliance.gateway.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.rules.Reach;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of the table that hold for whole kinds of answers: every column with every method and status. */
class HeaderTableTest {

    private static final NoticeVariant NOTICE = new NoticeVariant(
            "ru-undesirable",
            new Variant("abcdefg2"),
            Optional.of("sha256-AAAA="),
            Instant.parse("2026-11-20T10:00:00Z"),
            NoticeVariant.Preset.DEFAULT);
    private static final HeaderPolicy POLICY = new HeaderPolicy(ResponseSettings.DEFAULT);

    /** Never ours to change, in any column. */
    private static final List<String> KEPT = List.of(
            "Content-Type",
            "Set-Cookie",
            "Location",
            "Strict-Transport-Security",
            "NEL",
            "Cross-Origin-Opener-Policy",
            "Cross-Origin-Embedder-Policy",
            "Date",
            "Age",
            "Server-Timing");

    private static final List<String> TARGETED =
            List.of("Surrogate-Control", "Cloudflare-CDN-Cache-Control", "Edge-Control", "X-Accel-Expires");

    /** An HTML answer. */
    private record Kind(String method, int status) {

        boolean confirmsCopy() {
            return status == 304;
        }

        boolean isPart() {
            return status == 206;
        }

        FieldLines fields() {
            FieldLines fields = FieldLines.of(
                    "Cache-Control",
                    "public, s-maxage=60",
                    "Expires",
                    "later",
                    "Pragma",
                    "x",
                    "ETag",
                    "\"x\"",
                    "Last-Modified",
                    "Fri, 20 Nov 2026 09:00:00 GMT",
                    "Content-Length",
                    "9",
                    "Content-MD5",
                    "a",
                    "Vary",
                    "Cookie",
                    "Alt-Svc",
                    "h3=\":443\"",
                    "Link",
                    "</a.css>; rel=preload");
            KEPT.forEach(name -> fields.append(name, "x"));
            TARGETED.forEach(name -> fields.append(name, "max-age=60"));
            fields.set("Content-Type", "text/html");
            return fields;
        }
    }

    static Stream<Arguments> cells() {
        List<Kind> kinds = List.of(
                new Kind("GET", 200),
                new Kind("HEAD", 200),
                new Kind("POST", 200),
                new Kind("GET", 206),
                new Kind("GET", 301),
                new Kind("GET", 304),
                new Kind("GET", 404),
                new Kind("GET", 451),
                new Kind("GET", 503));
        return kinds.stream()
                .flatMap(kind -> Stream.of(Treatment.Kind.values())
                        .map(column -> Arguments.argumentSet(
                                kind.method() + " " + kind.status() + " " + column, kind, column)));
    }

    private static FieldLines answered(Kind kind, Treatment.Kind column) {
        boolean due = column == Treatment.Kind.INJECTING || column == Treatment.Kind.LINKED;
        Treatment treatment = new Treatment(
                column, due ? Optional.of(NOTICE) : Optional.empty(), true, Reach.PAGES, DutyEdits.NONE, false);
        OriginResponse response = new OriginResponse(kind.method(), kind.status(), kind.fields(), true);
        Verdict verdict = POLICY.verdict(treatment, response);
        return kind.fields().with(POLICY.responseEdits(verdict, response, new HeadLanguages("ru", "ru")));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void whatIsNotOursStays(Kind kind, Treatment.Kind column) {
        FieldLines out = answered(kind, column);
        for (String name : KEPT) {
            boolean contentOfCopy =
                    name.equals("Content-Type") && kind.confirmsCopy() && column == Treatment.Kind.INJECTING;
            assertThat(out.all(name))
                    .as(name)
                    .isEqualTo(contentOfCopy ? List.of() : kind.fields().all(name));
        }
        assertThat(out.all("Alt-Svc")).isEmpty();
        assertThat(out.joined("Link")).startsWith("</a.css>; rel=preload");
    }

    @ParameterizedTest
    @MethodSource("cells")
    void noSharedCacheKeepsWhatDiffersByPlace(Kind kind, Treatment.Kind column) {
        FieldLines out = answered(kind, column);
        if (column == Treatment.Kind.UNTOUCHED) {
            assertThat(out.joined("Cache-Control")).isEqualTo("public, s-maxage=60");
            assertThat(out.joined("Vary")).isEqualTo("Cookie");
            assertThat(out.joined("Expires")).isEqualTo("later");
            assertThat(out.all("CDN-Cache-Control")).isEmpty();
            return;
        }
        assertThat(out.joined("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(out.joined("Vary")).isEqualTo("Cookie, Accept-Encoding, Sec-Fetch-Dest, Accept-Language");
        assertThat(out.joined("CDN-Cache-Control")).isEqualTo("no-store");
        TARGETED.forEach(name -> assertThat(out.all(name)).as(name).isEmpty());
        assertThat(out.all("Expires")).isEmpty();
        assertThat(out.all("Pragma")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void onlyAPageWithTheNoticeLosesWhatDescribesTheOldBytes(Kind kind, Treatment.Kind column) {
        FieldLines out = answered(kind, column);
        boolean changed = column == Treatment.Kind.INJECTING && !kind.isPart();
        assertThat(out.joined("ETag")).isEqualTo(changed ? "W/\"x~gsabcdefg2\"" : "\"x\"");
        assertThat(out.joined("Content-Length")).isEqualTo(changed ? "" : "9");
        assertThat(out.joined("Content-MD5")).isEqualTo(changed ? "" : "a");
        assertThat(out.joined("Last-Modified"))
                .isEqualTo(changed ? "Fri, 20 Nov 2026 10:00:00 GMT" : "Fri, 20 Nov 2026 09:00:00 GMT");
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aNoticeIsLinkedWhereOneIsDue(Kind kind, Treatment.Kind column) {
        boolean due = column == Treatment.Kind.INJECTING || column == Treatment.Kind.LINKED;
        assertThat(answered(kind, column).all("Link")).hasSize(due ? 3 : 1);
        boolean filled = due && !kind.method().equals("HEAD") && !kind.confirmsCopy();
        assertThat(answered(kind, column).joined("Content-Language")).isEqualTo(filled ? "ru" : "");
    }
}
