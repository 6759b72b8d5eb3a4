package io.geocompliance.gateway.response;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The response side of the table: what caches, browsers and assistive technology are told. */
final class ResponseRules {

    static final List<String> DIGESTS =
            List.of("Content-Digest", "Repr-Digest", "Unencoded-Digest", "Digest", "Content-MD5");

    private static final List<String> CONTENT_FIELDS = List.of("Content-Type", "Content-Encoding", "Content-Language");

    private final ResponseSettings settings;
    private final Verdict verdict;
    private final OriginResponse response;
    private final Edits edits;

    /** @param response with the edits that rules ask for made already */
    ResponseRules(ResponseSettings settings, Verdict verdict, OriginResponse response) {
        this.settings = settings;
        this.verdict = verdict;
        this.response = response;
        this.edits = new Edits(response.fields(), verdict.treatment().edits().response());
    }

    List<HeaderEdit> edits(HeadLanguages languages) {
        switch (verdict.treatment().kind()) {
            case INJECTING -> {
                caching();
                verdict.treatment().notice().ifPresent(this::page);
                accessibility(languages);
            }
            case LINKED -> {
                caching();
                accessibility(languages);
            }
            case SUBJECT -> caching();
            case UNTOUCHED -> {}
        }
        if (!settings.altSvc()) {
            edits.remove("Alt-Svc");
        }
        Signatures.removeBroken(edits, response.fields());
        return edits.list();
    }

    /** Caches that can tell places apart by the very fields that decide may go on as the origin says. */
    private void caching() {
        if (settings.varyOn().isEmpty()) {
            CacheControl.restrict(edits, response.fields(), settings);
        }
        Vary.merge(edits, response.fields(), settings, verdict.treatment().notice());
    }

    /** What holds for a page whose body differs from the origin's, and for HEAD and 304, which speak of that page. */
    private void page(NoticeVariant notice) {
        List<String> tags = response.fields().all("ETag");
        edits.replace(
                "ETag",
                tags.size() == 1
                        ? EntityTags.outward(FieldValues.trim(tags.get(0)), notice.variant()).stream()
                                .toList()
                        : List.of());
        lastModified(notice.inForceSince());
        edits.remove("Content-Length");
        edits.remove("Content-Range");
        if (!response.fields().all("Accept-Ranges").isEmpty() || !response.isNotModified()) {
            edits.set("Accept-Ranges", "none");
        }
        DIGESTS.forEach(edits::remove);
        if (response.isNotModified()) {
            CONTENT_FIELDS.forEach(edits::remove);
        }
        notice.styleHash().ifPresent(this::securityPolicies);
    }

    private void lastModified(Instant inForceSince) {
        List<String> dates = response.fields().all("Last-Modified");
        if (dates.isEmpty()) {
            return;
        }
        Optional<Instant> origin =
                dates.size() == 1 ? HttpDate.parse(FieldValues.trim(dates.get(0))) : Optional.empty();
        if (origin.isEmpty()) {
            edits.remove("Last-Modified");
        } else if (inForceSince.isAfter(origin.get())) {
            edits.set("Last-Modified", HttpDate.format(inForceSince));
        }
    }

    private void securityPolicies(String styleHash) {
        for (String header : ContentSecurityPolicy.HEADERS) {
            edits.replace(
                    header,
                    response.fields().all(header).stream()
                            .map(line -> ContentSecurityPolicy.amend(line, styleHash))
                            .toList());
        }
    }

    /** A 304 repeats no Link of its own accord: its fields replace those of the stored page (RFC 9111 3.2). */
    private void accessibility(HeadLanguages languages) {
        if (!response.isNotModified() || !response.fields().all("Link").isEmpty()) {
            verdict.treatment()
                    .notice()
                    .filter(this::isLinked)
                    .ifPresent(notice -> NoticeLinks.add(edits, response.fields(), notice, languages.notice()));
        }
        boolean fill = !response.isHead()
                && !response.isNotModified()
                && response.fields().all("Content-Language").isEmpty()
                && verdict.treatment()
                        .notice()
                        .filter(notice -> notice.preset() == NoticeVariant.Preset.DEFAULT)
                        .isPresent();
        if (fill && languages.page() != null && LanguageTag.isValid(languages.page())) {
            edits.set("Content-Language", languages.page());
        }
    }

    /** Where the body can't carry the notice, its link is what is left of the duty, preset or not. */
    private boolean isLinked(NoticeVariant notice) {
        return notice.preset() == NoticeVariant.Preset.DEFAULT
                || verdict.treatment().kind() == Treatment.Kind.LINKED;
    }
}
