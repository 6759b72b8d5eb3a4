package io.geocompliance.gateway.response;

import io.geocompliance.gateway.rules.Decision;
import io.geocompliance.gateway.rules.Reach;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the messages of one visit are treated, on the way to the origin and, refined by its answer, on the way back.
 *
 * @param kind which column of the table
 * @param notice the notice that is due; there for INJECTING and LINKED alone
 * @param document whether the answer would be shown as a page
 * @param reach which answers at this URL rules could change for some place
 * @param edits the header edits that rules ask for
 * @param navigation whether, beyond doubt, the answer is what a browser's window shows or saves
 */
public record Treatment(
        Kind kind, Optional<NoticeVariant> notice, boolean document, Reach reach, DutyEdits edits, boolean navigation) {

    /** The columns; LINKED is a subject response with a notice due. */
    public enum Kind {
        /** (a) The body is to carry the notice. */
        INJECTING,
        /** (b) A notice is due, and the head alone can say so. */
        LINKED,
        /** (b) Others get something else at this URL, so no cache may share this. */
        SUBJECT,
        /** (c) The same for everybody. */
        UNTOUCHED
    }

    public Treatment {
        boolean due = kind == Kind.INJECTING || kind == Kind.LINKED;
        if (due != notice.isPresent()) {
            throw new IllegalArgumentException(kind + (due ? " needs its notice" : " has no notice"));
        }
    }

    /**
     * What the decision asks for.
     *
     * @param reach which answers at this host, method and path an enforced rule could change for some place
     * @param document whether the answer would be shown as a page ({@link DocumentRequest}), or is to be treated so
     * @param notices finds what is due by the rule that asks for it
     */
    public static Treatment of(
            Decision decision, Reach reach, boolean document, Function<Decision.Notice, NoticeVariant> notices) {
        DutyEdits edits = DutyEdits.of(decision);
        if (decision instanceof Decision.Notice due) {
            Kind kind = document ? Kind.INJECTING : Kind.LINKED;
            return new Treatment(kind, Optional.of(notices.apply(due)), document, reach, edits, false);
        }
        Kind kind = reach == Reach.NOTHING ? Kind.UNTOUCHED : Kind.SUBJECT;
        return new Treatment(kind, Optional.empty(), document, reach, edits, false);
    }

    /** The same for a request of a browser's window. */
    public Treatment navigating() {
        return new Treatment(kind, notice, document, reach, edits, true);
    }

    /** The response is not a page, so no notice can change it: only where other duties could, it may differ by place. */
    Treatment noPage() {
        Kind other = reach == Reach.EVERYTHING ? Kind.SUBJECT : Kind.UNTOUCHED;
        return new Treatment(other, Optional.empty(), document, reach, edits, navigation);
    }

    /** The body can't carry what is due. */
    Treatment linked() {
        return new Treatment(Kind.LINKED, notice, document, reach, edits, navigation);
    }
}
