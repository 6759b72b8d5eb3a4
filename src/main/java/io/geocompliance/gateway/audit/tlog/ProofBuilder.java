package io.geocompliance.gateway.audit.tlog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes a proof in one pass over the leaves, or over the roots of whole blocks where the leaves are gone: each hash of a proof is the
 * root of a range of leaves, and no two ranges overlap. Keeps one edge per range. Owned by one thread.
 */
public final class ProofBuilder {

    /** Leaves from the first to before the last, with the edge that grows over them. */
    private record Range(long from, long to, TreeFrontier edge) {}

    private final TreeHasher hasher = new TreeHasher();

    /** In the order of the proof. */
    private final List<Range> proof = new ArrayList<>();

    /** In the order of the leaves. */
    private final List<Range> inOrder;

    /** The range that the next leaf may fall into. */
    private int next;

    private ProofBuilder(long from, long to, Wanted wanted) {
        wanted.collect(this, from, to);
        inOrder = proof.stream().sorted(Comparator.comparingLong(Range::from)).toList();
    }

    /** Which ranges a proof is made of. */
    private interface Wanted {
        void collect(ProofBuilder builder, long from, long to);
    }

    /** PATH(index, D[size]) of RFC 6962, section 2.1.1. */
    public static ProofBuilder inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("a tree of " + size + " records has no record " + index);
        }
        return new ProofBuilder(0, size, (builder, from, to) -> builder.path(index, from, to));
    }

    /** PROOF(older, D[newer]) of RFC 6962, section 2.1.2. */
    public static ProofBuilder consistency(long older, long newer) {
        if (older <= 0 || older > newer) {
            throw new IllegalArgumentException("no tree of " + newer + " records grew from one of " + older);
        }
        return new ProofBuilder(0, newer, (builder, from, to) -> builder.subproof(older, from, to));
    }

    private void path(long index, long from, long to) {
        if (to - from == 1) {
            return;
        }
        long middle = from + split(to - from);
        if (index < middle) {
            path(index, from, middle);
            want(middle, to);
        } else {
            path(index, middle, to);
            want(from, middle);
        }
    }

    /** The older tree's own root is left out while it is the left edge alone. */
    private void subproof(long older, long from, long to) {
        if (older == to) {
            if (from != 0) {
                want(from, to);
            }
            return;
        }
        long middle = from + split(to - from);
        if (older <= middle) {
            subproof(older, from, middle);
            want(middle, to);
        } else {
            subproof(older, middle, to);
            want(from, middle);
        }
    }

    /** The largest power of two that is smaller. */
    private static long split(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }

    private void want(long from, long to) {
        proof.add(new Range(from, to, new TreeFrontier(hasher)));
    }

    /** The leaf at an index; to be called in their order, others may lie between. */
    public void leaf(long index, TreeHash leaf) {
        add(index, 0, leaf);
    }

    /** The root of the block of {@link TreeFrontier#BLOCK} leaves that begins at an index, in place of its leaves. */
    public void block(long index, TreeHash block) {
        add(index, TreeFrontier.BLOCK_LEVEL, block);
    }

    private void add(long index, int level, TreeHash hash) {
        while (next < inOrder.size() && inOrder.get(next).to <= index) {
            next++;
        }
        if (next < inOrder.size() && inOrder.get(next).from <= index) {
            inOrder.get(next).edge.append(level, hash);
        }
    }

    /** The proof; fails if leaves it needs were not shown. */
    public List<TreeHash> proof() {
        for (Range range : proof) {
            if (range.edge.size() != range.to - range.from) {
                throw new IllegalStateException(
                        "the records from " + range.from + " to before " + range.to + " are not all at hand");
            }
        }
        return proof.stream().map(range -> range.edge.root()).toList();
    }
}
