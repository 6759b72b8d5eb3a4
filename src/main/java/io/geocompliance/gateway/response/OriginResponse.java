package io.geocompliance.gateway.response;

/**
 * The head of an origin's answer, as far as it matters here.
 *
 * @param method of the request
 * @param status of the answer
 * @param fields of the answer
 * @param codingSupported whether the notice can be put into a body of this Content-Encoding
 */
public record OriginResponse(String method, int status, Fields fields, boolean codingSupported) {

    boolean isHead() {
        return method.equals("HEAD");
    }

    boolean isNotModified() {
        return status == 304;
    }
}
