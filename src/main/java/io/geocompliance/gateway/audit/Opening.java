package io.geocompliance.gateway.audit;

import io.geocompliance.gateway.audit.files.EpochWriter;
import io.geocompliance.gateway.audit.files.LogDirectory;
import io.geocompliance.gateway.audit.files.TornTail;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a log begins, or goes on after it could not be written: with what must stand before the next line. Owned by the writer's thread. */
final class Opening {

    private final Anchors anchors;
    private final LogIdentity identity;
    private final OwnLines lines;
    private final Ledger ledger;

    /** Every fact that lines may name; of those that take each other's place the one in force is the last. */
    private final Set<Introduction> introduced = new LinkedHashSet<>();

    /** By what it takes the place of. */
    private final Map<String, Introduction> inForce = new HashMap<>();

    Opening(Anchors anchors, LogIdentity identity, OwnLines lines, Ledger ledger) {
        this.anchors = anchors;
        this.identity = identity;
        this.lines = lines;
        this.ledger = ledger;
    }

    /** Whether the fact comes into force, anew or again, and so has a line of its own to be written. */
    boolean introduce(Introduction fact) {
        if (fact.equals(inForce.put(fact.slot(), fact))) {
            return false;
        }
        introduced.remove(fact);
        introduced.add(fact);
        return true;
    }

    /**
     * Goes on where the log ends, or after what was written in vain; returns only when all that is told of it is signed.
     *
     * @param open where lines were written in vain; null: nowhere yet
     */
    EpochWriter begin(@Nullable EpochWriter open) throws IOException {
        if (open != null) {
            tell(open, open.rollBack());
            return open;
        }
        LogDirectory.Beginning beginning =
                anchors.begin(identity.key(), lines.clock().get());
        EpochWriter next = beginning.writer();
        ledger.beginAt(next.size());
        try {
            next.append(lines.open(identity.software(), beginning));
            tell(next, beginning.torn());
        } catch (IOException | RuntimeException e) {
            next.discard();
            throw e;
        }
        return next;
    }

    /** What was cut, which facts lines may name, and what was lost. */
    private void tell(EpochWriter open, Optional<TornTail> torn) throws IOException {
        if (torn.isPresent()) {
            open.append(lines.recovered(torn.get()));
        }
        tellFacts(open);
        ledger.force(open);
        open.checkpoint();
        open.told();
    }

    /** Again in each segment, so that one can be read without those before it. */
    void tellFacts(EpochWriter open) throws IOException {
        for (Introduction fact : introduced) {
            open.append(lines.fact(fact));
        }
    }
}
