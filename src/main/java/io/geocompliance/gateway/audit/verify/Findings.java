package io.geocompliance.gateway.audit.verify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects what is wrong with one epoch; of each kind no more than anybody reads. */
final class Findings {

    private static final int MOST_OF_A_KIND = 20;

    private final String epoch;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<Finding.Kind, Integer> counts = new EnumMap<>(Finding.Kind.class);

    Findings(String epoch) {
        this.epoch = epoch;
    }

    void add(Finding.Kind kind, String message) {
        int count = counts.merge(kind, 1, Integer::sum);
        if (count <= MOST_OF_A_KIND) {
            findings.add(new Finding(kind, epoch, message));
        }
    }

    String epoch() {
        return epoch;
    }

    List<Finding> all() {
        return findings;
    }
}
