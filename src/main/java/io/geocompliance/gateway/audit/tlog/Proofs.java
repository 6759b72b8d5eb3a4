package io.geocompliance.gateway.audit.tlog;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Checks proofs of inclusion and of consistency, as RFC 6962, section 2.1 defines them; by the steps of RFC 9162. */
public final class Proofs {

    private Proofs() {}

    /**
     * A tree, as somebody vouches for it.
     *
     * @param size leaves
     */
    public record Head(long size, TreeHash root) {}

    /** Whether the proof leads from the leaf at this index to the root. */
    public static boolean included(long index, TreeHash leaf, List<TreeHash> proof, Head head) {
        if (index < 0 || index >= head.size()) {
            return false;
        }
        TreeHasher hasher = new TreeHasher();
        long at = index;
        long last = head.size() - 1;
        TreeHash hash = leaf;
        for (TreeHash sibling : proof) {
            if (last == 0) {
                return false;
            }
            if ((at & 1) == 1 || at == last) {
                hash = hasher.node(sibling, hash);
                while ((at & 1) == 0 && at != 0) {
                    at >>>= 1;
                    last >>>= 1;
                }
            } else {
                hash = hasher.node(hash, sibling);
            }
            at >>>= 1;
            last >>>= 1;
        }
        return last == 0 && hash.equals(head.root());
    }

    /**
     * Whether the newer tree holds the older one as its beginning. An older tree of no leaves is refused: it proves nothing, and
     * transparency-dev's vectors refuse it. (A witness starts from it; it needs no proof for that.)
     */
    public static boolean consistent(Head older, Head newer, List<TreeHash> proof) {
        if (older.size() <= 0 || older.size() > newer.size()) {
            return false;
        }
        if (older.size() == newer.size()) {
            return proof.isEmpty() && older.root().equals(newer.root());
        }
        List<TreeHash> path = new ArrayList<>(proof);
        if (Long.bitCount(older.size()) == 1) {
            path.add(0, older.root()); // a whole subtree: its root is no part of the proof
        }
        return !path.isEmpty() && joins(older, newer, path.iterator());
    }

    private static boolean joins(Head older, Head newer, Iterator<TreeHash> path) {
        TreeHasher hasher = new TreeHasher();
        long at = older.size() - 1;
        long last = newer.size() - 1;
        while ((at & 1) == 1) {
            at >>>= 1;
            last >>>= 1;
        }
        TreeHash old = path.next();
        TreeHash now = old;
        while (path.hasNext()) {
            TreeHash sibling = path.next();
            if (last == 0) {
                return false;
            }
            if ((at & 1) == 1 || at == last) {
                old = hasher.node(sibling, old);
                now = hasher.node(sibling, now);
                while ((at & 1) == 0 && at != 0) {
                    at >>>= 1;
                    last >>>= 1;
                }
            } else {
                now = hasher.node(now, sibling);
            }
            at >>>= 1;
            last >>>= 1;
        }
        return last == 0 && old.equals(older.root()) && now.equals(newer.root());
    }
}
