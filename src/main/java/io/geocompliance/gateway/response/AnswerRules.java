package io.geocompliance.gateway.response;

import io.geocompliance.gateway.rules.Decision;
import java.util.List;
import java.util.Optional;

/**
 * The head of an answer that a duty gives in the origin's place, but for what describes its body: kept by no cache, and saying
 * what the status alone does not.
 */
final class AnswerRules {

    private static final Fields NO_FIELDS = new Fields() {
        @Override
        public List<String> all(String name) {
            return List.of();
        }

        @Override
        public Iterable<String> names() {
            return List.of();
        }
    };

    private final ResponseSettings settings;
    private final Fields fields;
    private final Edits edits;

    AnswerRules(ResponseSettings settings, DutyEdits duties) {
        fields = EditedFields.of(NO_FIELDS, duties.response());
        edits = new Edits(fields, duties.response());
        CacheControl.forbid(edits, settings);
        this.settings = settings;
    }

    /**
     * @param notice what is due where a page that can't carry it is refused
     * @param language of the notice's page to link
     */
    List<HeaderEdit> edits(Decision decision, Optional<NoticeVariant> notice, String language) {
        Vary.merge(edits, fields, settings, notice);
        if (decision instanceof Decision.Block block) {
            // Who blocks, not who demanded it (RFC 7725 4).
            edits.append("Link", "<" + block.duty().by() + ">; rel=\"blocked-by\"");
        } else if (decision instanceof Decision.Redirect redirect) {
            edits.set("Location", redirect.duty().to().toString());
        }
        notice.ifPresent(due -> NoticeLinks.add(edits, fields, due, language));
        return edits.list();
    }
}
