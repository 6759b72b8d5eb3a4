package io.geocompliance.gateway.witness;

import io.geocompliance.gateway.audit.tlog.Checkpoint;
import io.geocompliance.gateway.audit.tlog.SignedNote;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a witness's directory holds, for its operator and the auditor: one signed head for each origin, so no epoch can be hidden. */
public final class KnownTrees {

    private KnownTrees() {}

    /** In the order of the origins; fails while the witness runs. */
    public static List<SignedNote> in(Path directory) throws IOException {
        try (WitnessState state = WitnessState.open(directory)) {
            return List.copyOf(state.all());
        }
    }

    /** Origin, size and root on one line. */
    public static String line(SignedNote note) {
        Checkpoint checkpoint = Checkpoint.of(note);
        return checkpoint.origin() + " " + checkpoint.head().size() + " "
                + checkpoint.head().root();
    }
}
