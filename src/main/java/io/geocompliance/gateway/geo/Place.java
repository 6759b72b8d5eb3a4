package io.geocompliance.gateway.geo;

import java.util.List;
import java.util.Set;

/** Where a visitor is, as far as rules need to know. */
public sealed interface Place {

    /** The names of the regions that hold the place; empty when it is unknown. */
    Set<String> regions();

    /**
     * A place that at least one database knows.
     *
     * @param regions names of regions of the configuration
     * @param label what to call it: an ISO 3166-1 or 3166-2 code
     * @param sources publishers whose databases decided
     */
    record Known(Set<String> regions, String label, List<String> sources) implements Place {
        public Known {
            regions = Set.copyOf(regions);
            sources = List.copyOf(sources);
        }
    }

    /** No place can be said; a rule says what then. */
    record Unknown(Reason reason) implements Place {
        @Override
        public Set<String> regions() {
            return Set.of();
        }
    }

    /** The four ways of not knowing; each rule decides all four. */
    enum Reason {
        /** A public address that no database places. */
        UNKNOWN,
        /** An address of the special-purpose registries (RFC 6890). */
        RESERVED,
        /** The request comes from the operator's own proxies. */
        INTERNAL,
        /** The address could not be established. */
        UNRESOLVED
    }
}
