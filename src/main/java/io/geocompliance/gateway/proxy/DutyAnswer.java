package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.notice.Notices;
import io.geocompliance.gateway.notice.StatusPage;
import io.geocompliance.gateway.notice.StatusPages;
import io.geocompliance.gateway.response.DocumentRequest;
import io.geocompliance.gateway.response.HeaderEdit;
import io.geocompliance.gateway.rules.Decision;
import io.geocompliance.gateway.rules.Duty;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the gateway answers where a duty takes the place of the origin's answer. */
final class DutyAnswer {

    private DutyAnswer() {}

    /** The answer to a visit that is blocked or redirected, for which the origin is not asked; empty for every other. */
    static Optional<OwnAnswer> of(Conduct conduct, Notices notices) {
        Decision decision = conduct.ruling().decision();
        if (decision instanceof Decision.Block block) {
            StatusPages.Why why = why(block.duty().why(), notices);
            return Optional.of(new OwnAnswer(
                    451,
                    conduct.answerEdits(),
                    page(
                            conduct,
                            accepted -> OwnAnswer.PAGES.blocked(block.duty().by(), why, accepted))));
        }
        return decision instanceof Decision.Redirect redirect
                ? Optional.of(new OwnAnswer(redirect.duty().status(), conduct.answerEdits(), Optional.empty()))
                : Optional.empty();
    }

    /** The answer where a page can't carry the notice that is due and must not go out without. */
    static OwnAnswer refusal(Conduct conduct) {
        List<HeaderEdit> edits = conduct.answerEdits();
        return new OwnAnswer(
                503,
                edits,
                page(
                        conduct,
                        accepted -> OwnAnswer.PAGES.refused(
                                conduct.ruling().notice().orElseThrow(), accepted)));
    }

    private static Optional<StatusPage> page(Conduct conduct, Function<List<String>, StatusPage> write) {
        return DocumentRequest.acceptsHtml(conduct.request().fields())
                ? Optional.of(write.apply(conduct.request().fields().all("Accept-Language")))
                : Optional.empty();
    }

    private static StatusPages.Why why(Duty.Why why, Notices notices) {
        if (why instanceof Duty.Why.OfNotice named) {
            return StatusPages.Why.of(notices.find(named.id()).orElseThrow());
        }
        return StatusPages.Why.of(((Duty.Why.Text) why).byLanguage());
    }
}
