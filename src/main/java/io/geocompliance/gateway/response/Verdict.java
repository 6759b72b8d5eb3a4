package io.geocompliance.gateway.response;

/**
 * What the head of an origin's answer allows.
 *
 * @param treatment the visit's, refined; INJECTING also for HEAD and 304, whose headers are those of the page
 * @param injectable whether to look for a place in the body
 * @param followUp what has to happen before this answer goes out
 */
public record Verdict(Treatment treatment, Injectable injectable, FollowUp followUp) {

    /** What has to happen before an answer goes out. */
    public enum FollowUp {
        /** Nothing: send it. */
        NONE,
        /** A part of a page came where the whole is needed: ask again without Range and If-Range. */
        FETCH_WHOLE,
        /** A page without its notice must not go out: answer 503 and the notice instead. */
        REFUSE
    }
}
