package io.geocompliance.gateway.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.geocompliance.gateway.response.ResponseSettings.NoTransform;
import io.geocompliance.gateway.response.ResponseSettings.Uninjectable;
import io.geocompliance.gateway.rules.Reach;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The header edits of rules within the table, and the modes that operators may choose. */
class DutyEditsTest {

    private static final HeaderPolicy POLICY = new HeaderPolicy(ResponseSettings.DEFAULT);
    private static final HeadLanguages LANGUAGES = new HeadLanguages("en", null);

    private static Treatment subject(Reach reach, List<HeaderEdit> request, List<HeaderEdit> response) {
        return new Treatment(
                Treatment.Kind.SUBJECT, Optional.empty(), true, reach, new DutyEdits(request, response), false);
    }

    private static FieldLines answered(HeaderPolicy policy, Treatment treatment, FieldLines fields) {
        OriginResponse response = new OriginResponse("GET", 200, fields, true);
        Verdict verdict = policy.verdict(treatment, response);
        return fields.with(policy.responseEdits(verdict, response, LANGUAGES));
    }

    @Test
    void theTableHasTheLastWord() {
        Treatment treatment = subject(
                Reach.EVERYTHING,
                List.of(),
                List.of(
                        new HeaderEdit.Set("Cache-Control", "public, no-transform"),
                        new HeaderEdit.Append("Vary", "X-Edition"),
                        new HeaderEdit.Remove("Server")));
        FieldLines out = answered(
                POLICY,
                treatment,
                FieldLines.of("Content-Type", "image/png", "Vary", "Cookie", "Server", "s", "Expires", "later"));
        assertThat(out.joined("Cache-Control")).isEqualTo("private, no-cache, no-transform");
        assertThat(out.joined("Vary")).isEqualTo("Cookie, X-Edition, Accept-Encoding, Sec-Fetch-Dest, Accept-Language");
        assertThat(out.all("Server")).isEmpty();
        assertThat(out.all("Expires")).isEmpty();
    }

    @Test
    void requestsAreMappedAfterTheEdits() {
        Treatment treatment = subject(
                Reach.EVERYTHING, List.of(new HeaderEdit.Remove("Cookie"), new HeaderEdit.Set("X-A", "1")), List.of());
        FieldLines request =
                FieldLines.of("Cookie", "a=1", "If-None-Match", "W/\"x~gsabcdefg2\", \"y\"", "X-A", "0", "X-A", "2");
        FieldLines sent = request.with(POLICY.requestEdits(treatment, "GET", request, "gzip"));
        assertThat(sent.all("Cookie")).isEmpty();
        assertThat(sent.joined("X-A")).isEqualTo("1");
        assertThat(sent.joined("If-None-Match")).isEqualTo("\"y\"");
    }

    @ParameterizedTest
    @CsvSource({
        "EVERYTHING, image/png, 'private, no-cache'",
        "EVERYTHING, text/html, 'private, no-cache'",
        "PAGES, image/png, public",
        "PAGES, text/html, 'private, no-cache'"
    })
    void onlyWhatCouldDifferIsKeptOutOfCaches(Reach reach, String type, String cacheControl) {
        FieldLines fields = FieldLines.of("Content-Type", type, "Cache-Control", "public");
        assertThat(answered(POLICY, subject(reach, List.of(), List.of()), fields)
                        .joined("Cache-Control"))
                .isEqualTo(cacheControl);
    }

    @Test
    void cachesThatTellPlacesApartGoOnAsTheOriginSays() {
        HeaderPolicy policy = new HeaderPolicy(new ResponseSettings(
                NoTransform.INJECT,
                Uninjectable.PASS,
                ResponseSettings.Gzip.SPLICE,
                false,
                false,
                List.of("CloudFront-Viewer-Country")));
        FieldLines fields = FieldLines.of(
                "Content-Type", "text/html", "Cache-Control", "public, max-age=600", "CDN-Cache-Control", "max-age=9");
        FieldLines out = answered(policy, subject(Reach.PAGES, List.of(), List.of()), fields);
        assertThat(out.joined("Cache-Control")).isEqualTo("public, max-age=600");
        assertThat(out.joined("CDN-Cache-Control")).isEqualTo("max-age=9");
        assertThat(out.joined("Vary"))
                .isEqualTo("Accept-Encoding, Sec-Fetch-Dest, Accept-Language, CloudFront-Viewer-Country");
    }
}
