package io.geocompliance.gateway.audit.verify;

import io.geocompliance.gateway.audit.tlog.Checkpoint;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was found.
 *
 * @param epochs each with its signed head
 * @param records how many were read, by kind
 * @param findings all that is wrong
 * @param notes what an auditor should know though it is not wrong
 * @param pruned what {@code day} records count of decisions whose lines are gone
 */
public record Verification(
        List<Verified> epochs,
        Map<String, Long> records,
        List<Finding> findings,
        List<String> notes,
        List<DaySets.Told> pruned) {

    /**
     * One epoch.
     *
     * @param head as signed; empty if there is none that can be trusted
     * @param records in the tree, pruned ones included
     * @param pruned how many of them have no line any more
     */
    public record Verified(String epoch, Optional<Checkpoint> head, long records, long pruned) {}

    public Verification {
        epochs = List.copyOf(epochs);
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
        pruned = List.copyOf(pruned);
    }

    /** The worst, which decides the exit code. */
    public Optional<Finding> worst() {
        return findings.stream().min(Comparator.comparing(Finding::kind));
    }

    /** Whether lines, tree and signatures agree; gaps, missing witnesses and torn tails do not change what the lines prove. */
    public boolean isIntact() {
        return findings.stream().allMatch(finding -> finding.kind().compareTo(Finding.Kind.GAP) >= 0);
    }
}
