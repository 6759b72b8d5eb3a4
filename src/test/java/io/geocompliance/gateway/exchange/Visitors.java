package io.geocompliance.gateway.exchange;

/** Where visitors of these tests come from, as a trusted proxy says it; public resolvers and hosters, nobody's home. */
final class Visitors {

    static final String RUSSIA = "X-Forwarded-For: 77.88.8.8";
    static final String GERMANY = "X-Forwarded-For: 5.9.0.1";

    private Visitors() {}
}
