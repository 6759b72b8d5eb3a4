package io.geocompliance.gateway.config;

/** Messages of other packages, brought into the form of problems. */
final class Sentence {

    private Sentence() {}

    /** With a full stop, unless it ends already. */
    static String ended(String message) {
        return message.endsWith(".") || message.endsWith("?") ? message : message + ".";
    }
}
