package io.geocompliance.gateway.audit.tlog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Trees by the recursive words of RFC 6962, section 2.1: slow, and nothing that main has. */
public final class Trees {

    private static final TreeHasher HASHER = new TreeHasher();

    private Trees() {}

    /** Leaves that say their index. */
    public static List<TreeHash> leaves(int count) {
        List<TreeHash> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(HASHER.leaf(("record " + i).getBytes(StandardCharsets.US_ASCII)));
        }
        return leaves;
    }

    /** MTH. */
    public static TreeHash root(List<TreeHash> leaves) {
        if (leaves.isEmpty()) {
            return HASHER.empty();
        }
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int k = split(leaves.size());
        return HASHER.node(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
    }

    /** PATH. */
    static List<TreeHash> path(int index, List<TreeHash> leaves) {
        if (leaves.size() == 1) {
            return List.of();
        }
        int k = split(leaves.size());
        List<TreeHash> left = leaves.subList(0, k);
        List<TreeHash> right = leaves.subList(k, leaves.size());
        return index < k ? join(path(index, left), root(right)) : join(path(index - k, right), root(left));
    }

    /** PROOF. */
    static List<TreeHash> proof(int older, List<TreeHash> leaves) {
        return subproof(older, leaves, true);
    }

    private static List<TreeHash> subproof(int older, List<TreeHash> leaves, boolean whole) {
        if (older == leaves.size()) {
            return whole ? List.of() : List.of(root(leaves));
        }
        int k = split(leaves.size());
        List<TreeHash> left = leaves.subList(0, k);
        List<TreeHash> right = leaves.subList(k, leaves.size());
        return older <= k
                ? join(subproof(older, left, whole), root(right))
                : join(subproof(older - k, right, false), root(left));
    }

    private static int split(int size) {
        return Integer.highestOneBit(size - 1);
    }

    private static List<TreeHash> join(List<TreeHash> hashes, TreeHash last) {
        List<TreeHash> all = new ArrayList<>(hashes);
        all.add(last);
        return all;
    }
}
