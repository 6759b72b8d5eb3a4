package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.coding.AcceptEncoding;
import io.geocompliance.gateway.notice.Languages;
import io.geocompliance.gateway.notice.LookSettings;
import io.geocompliance.gateway.notice.NoticeEdition;
import io.geocompliance.gateway.notice.NoticeRendering;
import io.geocompliance.gateway.proxy.upstream.OriginSettings;
import io.geocompliance.gateway.response.DocumentRequest;
import io.geocompliance.gateway.response.Fields;
import io.geocompliance.gateway.response.HeaderEdit;
import io.geocompliance.gateway.response.HeaderPolicy;
import io.geocompliance.gateway.response.NoticeCookie;
import io.geocompliance.gateway.response.NoticeVariant;
import io.geocompliance.gateway.response.Treatment;
import io.geocompliance.gateway.response.Variant;
import io.geocompliance.gateway.rules.Decision;
import io.geocompliance.gateway.rules.Duty;
import io.geocompliance.gateway.rules.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one request is handled, as decided before the origin is asked.
 *
 * @param ruling what is due
 * @param treatment what that means for the headers
 * @param request what the visitor sent
 * @param origin the site behind
 * @param headers the policy in force
 * @param look how notices look on that site
 */
public record Conduct(
        Ruling ruling,
        Treatment treatment,
        Request request,
        OriginSettings origin,
        HeaderPolicy headers,
        LookSettings look) {

    /**
     * What of a visitor's request the headers depend on.
     *
     * @param authority Host, or {@code :authority}
     */
    public record Request(String authority, Fields fields) {

        /** Says nothing: what a visitor sent must not reach a log by being printed. */
        @Override
        public String toString() {
            return "(a request)";
        }
    }

    /** What a visit is treated like; {@code explain} asks the same. */
    public static Conduct of(Snapshot snapshot, Ruling ruling, Request request, OriginSettings origin) {
        Fields fields = request.fields();
        boolean document =
                DocumentRequest.matches(fields) || (origin.scriptFetch() && DocumentRequest.isScriptFetch(fields));
        LookSettings look = snapshot.look(origin.name());
        Treatment treatment = Treatment.of(
                ruling.decision(),
                ruling.reach(),
                document,
                due -> variant(due, ruling.notice().orElseThrow(), new Reader(look, fields)));
        HeaderPolicy headers =
                ruling.isDecidedInFront(snapshot) && snapshot.rules().isSettled(ruling.visit())
                        ? snapshot.headers()
                        : snapshot.headers().privately();
        return new Conduct(
                ruling,
                DocumentRequest.isTopLevel(fields) ? treatment.navigating() : treatment,
                request,
                origin,
                headers,
                look);
    }

    /** What changes on the way to the origin. */
    public List<HeaderEdit> requestEdits() {
        boolean mayGoIn = treatment.kind() == Treatment.Kind.INJECTING;
        return headers.requestEdits(
                treatment,
                ruling.visit().method(),
                request.fields(),
                mayGoIn ? AcceptEncoding.narrowed(request.fields().all("Accept-Encoding")) : "");
    }

    /** What rules change on every answer, whoever gives it. */
    List<HeaderEdit> dutyEdits() {
        return treatment.edits().response();
    }

    /** The head of an answer that a duty gives in the origin's place. */
    public List<HeaderEdit> answerEdits() {
        return headers.answerEdits(treatment, ruling.decision(), noticeLanguage(null));
    }

    /** The language of a notice on a page in that language; the word does not matter where no notice is due. */
    public String noticeLanguage(@Nullable String pageLanguage) {
        return choice(pageLanguage).map(Languages.Choice::language).orElse("en");
    }

    /** The language of a notice on a page in that language, and who chose it; empty where no notice is due. */
    public Optional<Languages.Choice> choice(@Nullable String pageLanguage) {
        return ruling.notice()
                .map(NoticeEdition::languages)
                .map(languages -> languages.choose(
                        Optional.ofNullable(pageLanguage), request.fields().all("Accept-Language")));
    }

    /** The notice's bytes for a page, and who chose their language. */
    Shown shown(NoticeEdition notice, @Nullable String pageLanguage, boolean skipLinkInPage) {
        Languages.Choice choice = choice(pageLanguage).orElseThrow();
        NoticeRendering.State state =
                new NoticeRendering.State(new Reader(look, request.fields()).hides(notice), skipLinkInPage);
        return new Shown(notice.in(look).fragment(choice.language(), state), choice.cause());
    }

    /** What of a reader's request decides how a notice is shown on a site with this look. */
    private record Reader(LookSettings look, Fields fields) {

        boolean hides(NoticeEdition notice) {
            return look.dismissible()
                    && NoticeCookie.isSet(
                            fields,
                            NoticeCookie.Kind.HIDDEN,
                            notice.notice().id(),
                            notice.notice().version());
        }
    }

    /** Notices are not older than their rule. */
    private static NoticeVariant variant(Decision.Notice due, NoticeEdition edition, Reader reader) {
        Rule rule = due.rule();
        NoticeRendering rendering = edition.in(reader.look());
        boolean hidden = reader.hides(edition);
        String variant =
                rendering.variant(edition.languages().accepted(reader.fields().all("Accept-Language")), hidden);
        Instant since = rule.effective().from() == null
                ? Instant.EPOCH
                : rule.effective().from();
        Optional<String> styleHash = rendering.styleSha256(hidden).map(hash -> "sha256-" + hash);
        NoticeVariant.Preset preset = due.duty().accessibility() == Duty.Accessibility.DEFAULT
                ? NoticeVariant.Preset.DEFAULT
                : NoticeVariant.Preset.OFF;
        boolean byCookie = reader.look().dismissible() || reader.look().interstitial();
        return new NoticeVariant(edition.notice().id(), new Variant(variant), styleHash, since, preset, byCookie);
    }
}
