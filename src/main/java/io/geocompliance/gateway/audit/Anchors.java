package io.geocompliance.gateway.audit;

import io.geocompliance.gateway.audit.files.Epoch;
import io.geocompliance.gateway.audit.files.LogDirectory;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import io.geocompliance.gateway.audit.tlog.SigningKey;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the writer says to those who keep heads, and hears of them. Owned by the writer's thread. */
final class Anchors {

    private final LogDirectory directory;
    private final Anchoring anchoring;

    /** Of the epoch that was offered last. */
    private @Nullable AnchoredTree tree;

    Anchors(LogDirectory directory, Anchoring anchoring) {
        this.directory = directory;
        this.anchoring = anchoring;
    }

    /** Goes on where the log ends, unless a witness knows better: then in a new epoch. */
    LogDirectory.Beginning begin(SigningKey key, Instant now) throws IOException {
        LogDirectory.Beginning beginning = directory.begin(key, now);
        Epoch epoch = beginning.writer().epoch();
        Optional<SignedNote> head = epoch.signedHead();
        if (head.isPresent() && anchoring.contradicts(head.get(), of(epoch))) {
            beginning.writer().close();
            return directory.begin(key, now);
        }
        return beginning;
    }

    /** The epoch's head, which is on the disk. */
    void offer(Epoch epoch) throws IOException {
        Optional<SignedNote> head = epoch.signedHead();
        if (head.isPresent()) {
            anchoring.offer(head.get(), of(epoch));
        }
    }

    boolean isContradicted(Epoch epoch) {
        AnchoredTree offered = tree;
        return offered != null && offered.epoch().equals(epoch) && offered.isContradicted();
    }

    private AnchoredTree of(Epoch epoch) {
        AnchoredTree offered = tree;
        if (offered == null || !offered.epoch().equals(epoch)) {
            offered = new AnchoredTree(epoch);
            tree = offered;
        }
        return offered;
    }
}
