package io.geocompliance.gateway.audit;

import io.geocompliance.gateway.audit.files.EpochWriter;
import io.geocompliance.gateway.audit.files.LogDirectory;
import io.geocompliance.gateway.audit.files.TornTail;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a log begins, or goes on after it could not be written: with what must stand before the next line. Owned by the writer's thread. */
final class Opening {

    private final Anchors anchors;
    private final LogIdentity identity;
    private final OwnLines lines;
    private final Ledger ledger;
    private final Set<Introduction> introduced = new LinkedHashSet<>();

    Opening(Anchors anchors, LogIdentity identity, OwnLines lines, Ledger ledger) {
        this.anchors = anchors;
        this.identity = identity;
        this.lines = lines;
        this.ledger = ledger;
    }

    /** Whether the fact is new, and so has a line of its own to be written. */
    boolean introduce(Introduction fact) {
        return introduced.add(fact);
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
