package io.geocompliance.gateway;

/** The version that the build wrote into the jar. */
public final class Version {

    private Version() {}

    /** As in {@code 1.2.3}; "development" outside a jar. */
    public static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** With the program's name, as log lines and records say it. */
    public static String ofProgram() {
        return "geo-compliance-gateway " + current();
    }
}
