package io.geocompliance.gateway.audit.tlog;

import org.jspecify.annotations.Nullable;

/** The right edge of a tree: all that appending and the root need, at most 63 hashes. Owned by one thread. */
public final class TreeFrontier {

    /** 2^8 leaves make the subtree whose root a pruned log keeps. */
    public static final int BLOCK_LEVEL = 8;

    /** Leaves of such a subtree. */
    public static final int BLOCK = 1 << BLOCK_LEVEL;

    private final TreeHasher hasher;

    /** At i the root of a whole subtree of 2^i leaves, where the size has that bit. */
    private final @Nullable TreeHash[] whole;

    private long size;

    public TreeFrontier(TreeHasher hasher) {
        this(hasher, new TreeHash[Long.SIZE - 1], 0);
    }

    private TreeFrontier(TreeHasher hasher, @Nullable TreeHash[] whole, long size) {
        this.hasher = hasher;
        this.whole = whole;
        this.size = size;
    }

    /** A second edge that goes on from here by itself; another thread may own it. */
    public TreeFrontier copy() {
        return new TreeFrontier(new TreeHasher(), whole.clone(), size);
    }

    public long size() {
        return size;
    }

    public void append(TreeHash leaf) {
        append(0, leaf);
    }

    /**
     * Appends a whole subtree of 2^level leaves, which must begin at a multiple of its size.
     *
     * @return the root of the block of {@link #BLOCK} leaves that this made whole, or null
     */
    @Nullable
    TreeHash append(int level, TreeHash subtree) {
        long leaves = 1L << level;
        if ((size & (leaves - 1)) != 0) {
            throw new IllegalArgumentException("a subtree of 2^" + level + " leaves can't begin at " + size);
        }
        TreeHash block = level == BLOCK_LEVEL ? subtree : null;
        TreeHash hash = subtree;
        int at = level;
        for (TreeHash left = left(at); left != null; left = left(at)) {
            hash = hasher.node(left, hash);
            at++;
            if (at == BLOCK_LEVEL) {
                block = hash;
            }
        }
        whole[at] = hash;
        size += leaves;
        return block;
    }

    /** Appends a leaf and tells the root of the block of {@link #BLOCK} leaves that it completed, if it did. */
    public @Nullable TreeHash appendLeaf(TreeHash leaf) {
        return append(0, leaf);
    }

    /** Appends the root of a block of {@link #BLOCK} leaves. */
    public void appendBlock(TreeHash block) {
        append(BLOCK_LEVEL, block);
    }

    private @Nullable TreeHash left(int level) {
        return (size >>> level & 1) == 1 ? whole[level] : null;
    }

    public TreeHash root() {
        TreeHash root = null;
        for (int level = 0; level < whole.length; level++) {
            TreeHash left = left(level);
            if (left != null) {
                root = root == null ? left : hasher.node(left, root);
            }
        }
        return root == null ? hasher.empty() : root;
    }
}
