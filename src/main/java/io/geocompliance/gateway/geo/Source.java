package io.geocompliance.gateway.geo;

import java.io.IOException;
import java.util.Optional;

/**
 * One opened file that says something of addresses, whole in memory: one that is overwritten or truncated later harms nobody.
 *
 * <p>Answers single addresses for explanations; what a request needs is in {@link RegionTable}.
 */
sealed interface Source permits GeoDatabase, Geofeed {

    /**
     * What it says of one address.
     *
     * @param network the matched network as CIDR text; none where the file has no networks of the family
     * @param detail what only native files say; none for others
     */
    record Answer(Optional<String> network, Facts facts, Optional<GeoExplanation.Detail> detail) {

        static final Answer NOT_COVERED = new Answer(Optional.empty(), Facts.NONE, Optional.empty());
    }

    /** As the settings name it. */
    String file();

    /** Whose vote it carries. */
    String publisher();

    /** Which build it is; empty for what operators write themselves, which the configuration's hash covers. */
    Optional<DatabaseIdentity> identity();

    /** Whether it says where addresses are, and so has a vote. */
    boolean votes();

    /** Everything it says, until {@link #withoutNetworks}. */
    NetworkMap networks();

    /** The same file once it is compiled: explanations need no networks, which are the bulk of it. */
    Source withoutNetworks();

    boolean hasV4();

    boolean hasV6();

    Answer v4(int bits) throws IOException;

    Answer v6(long high, long low) throws IOException;
}
