package io.geocompliance.gateway.coding.splice;

import java.util.ArrayDeque;

/** The working memory of splices that are not needed at the moment, about a quarter of a megabyte each; for one thread. */
public final class SplicePool {

    private final ArrayDeque<DeflateSplice> idle = new ArrayDeque<>();
    private final int most;

    /** @param most how many are kept; what is returned beyond is left to the garbage collector */
    public SplicePool(int most) {
        this.most = most;
    }

    DeflateSplice take() {
        DeflateSplice used = idle.pollFirst();
        return used == null ? new DeflateSplice() : used;
    }

    void giveBack(DeflateSplice splice) {
        splice.stop();
        if (idle.size() < most) {
            idle.addFirst(splice);
        }
    }

    /** How many are kept at the moment. */
    public int idle() {
        return idle.size();
    }
}
