package io.geocompliance.gateway.response;

import java.util.List;

/**
 * The head of an origin's answer, as far as it matters here.
 *
 * @param method of the request
 * @param status of the answer
 * @param fields of the answer
 * @param codingSupported whether the notice can be put into a body of this Content-Encoding
 */
public record OriginResponse(String method, int status, Fields fields, boolean codingSupported) {

    /** The same with these edits made. */
    OriginResponse with(List<HeaderEdit> edits) {
        return edits.isEmpty()
                ? this
                : new OriginResponse(method, status, EditedFields.of(fields, edits), codingSupported);
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    boolean isNotModified() {
        return status == 304;
    }
}
