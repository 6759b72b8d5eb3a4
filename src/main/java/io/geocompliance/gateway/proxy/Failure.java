package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.html.Outcome;
import io.geocompliance.gateway.proxy.front.Refusal;
import io.geocompliance.gateway.proxy.upstream.UpstreamException;
import io.geocompliance.gateway.proxy.upstream.UpstreamFailure;
import java.util.Locale;

/**
 * What may go wrong between a visitor and an origin: the status a visitor sees and the flag that operators search for.
 *
 * <p>The flags are Envoy's where it has one.
 */
public enum Failure {
    /** The request breaks the protocol; the connection is closed. */
    MALFORMED_REQUEST(400, "DPE"),
    /** CONNECT or TRACE. */
    METHOD_NOT_ALLOWED(405, "DPE"),
    /** The body deadline passed. */
    REQUEST_TOO_SLOW(408, "DT"),
    /** More body than an origin accepts. */
    BODY_TOO_LARGE(413, "DPE"),
    /** The request line is longer than the limit. */
    TARGET_TOO_LONG(414, "DPE"),
    /** An expectation other than 100-continue. */
    EXPECTATION_FAILED(417, "DPE"),
    /** No site of ours has this name. */
    NO_ORIGIN(421, "NR"),
    /** The head is larger, or has more fields, than the limit. */
    HEAD_TOO_LARGE(431, "DPE"),
    /** A bug of ours. */
    INTERNAL(500, "IE"),
    /** Connect refused, reset, or TLS failure. */
    UNREACHABLE(502, "UF"),
    /** The origin closed before the head of its answer. */
    CLOSED_EARLY(502, "UC"),
    /** The origin's answer breaks the protocol. */
    BAD_ANSWER(502, "UPE"),
    /** Too many requests wait for a connection. */
    OVERLOADED(503, "UO"),
    /** No server of the site is known by address. */
    NO_SERVER(503, "UH"),
    /** The log can take no line, and the page must not go out without. */
    LOG_FULL(503, "LF"),
    /** The request came through here before. */
    LOOP(508, "LD"),
    /** No head in time. */
    NO_ANSWER_IN_TIME(504, "UT"),
    /** The origin broke off in the body; the head has left, so the visitor's connection is broken too. */
    BROKE_OFF(0, "UR"),
    /** The visitor left. */
    VISITOR_LEFT(0, "DC");

    /** What the visitor sees; 0 where nothing can be said any more. */
    final int status;

    /** One to three letters for metrics and logs. */
    final String flag;

    Failure(int status, String flag) {
        this.status = status;
        this.flag = flag;
    }

    /** What a refusal of the front means here. */
    static Failure of(Refusal refusal) {
        return switch (refusal) {
            case MALFORMED -> MALFORMED_REQUEST;
            case METHOD -> METHOD_NOT_ALLOWED;
            case BODY_TOO_SLOW -> REQUEST_TOO_SLOW;
            case BODY_TOO_LARGE -> BODY_TOO_LARGE;
            case TARGET_TOO_LONG -> TARGET_TOO_LONG;
            case EXPECTATION -> EXPECTATION_FAILED;
            case HEAD_TOO_LARGE -> HEAD_TOO_LARGE;
        };
    }

    /** What an origin that gave no answer means for the visitor. */
    static Failure of(UpstreamFailure failure) {
        return switch (failure) {
            case UNREACHABLE -> UNREACHABLE;
            case CLOSED_EARLY -> CLOSED_EARLY;
            case BAD_ANSWER -> BAD_ANSWER;
            case OVERLOADED -> OVERLOADED;
            case NO_ANSWER_IN_TIME -> NO_ANSWER_IN_TIME;
        };
    }

    /** What an engine's failure before the head of the answer means for the visitor. */
    static Failure of(Throwable cause) {
        return of(UpstreamException.meaningOf(cause));
    }

    /** What metrics and logs call it. */
    public String flag() {
        return flag;
    }

    /** Names the words that a visitor reads, {@code pages/LANGUAGE.properties}. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the request itself was refused. */
    public boolean isVisitors() {
        return status >= 400 && status < 500;
    }

    /** What a record says became of a notice that was due. */
    Outcome.Reason reason() {
        return switch (this) {
            case INTERNAL -> Outcome.Reason.ERROR;
            case LOG_FULL -> Outcome.Reason.LOG_FULL;
            case VISITOR_LEFT -> Outcome.Reason.VISITOR_ABORTED;
            default -> isVisitors() ? Outcome.Reason.REFUSED : Outcome.Reason.ORIGIN_ABORTED;
        };
    }

    /** Whether the rest of the visitor's connection can't be trusted to be in step. */
    boolean closesConnection() {
        return isVisitors() && this != NO_ORIGIN;
    }
}
