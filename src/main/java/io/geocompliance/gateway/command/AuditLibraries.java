package io.geocompliance.gateway.command;

/** The libraries that the gateway never needs, in a directory of their own: DuckDB and Kafka's client. */
final class AuditLibraries {

    /** To be put beside the gateway's jar, whose manifest names what is in it. */
    static final String DIRECTORY = "audit-libraries";

    private AuditLibraries() {}

    /** Fails with a sentence that says what is missing, before anything is linked against it. */
    static void require(String type, String jar, String command) {
        try {
            Class.forName(type, false, AuditLibraries.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    command + " needs " + jar + ", which the gateway's jar does not hold. Put the directory "
                            + DIRECTORY + ", which the build makes, beside it.",
                    e);
        }
    }
}
