package io.geocompliance.gateway.audit.tlog;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes leaves and nodes as RFC 6962, section 2.1 says. Owned by one thread. */
public final class TreeHasher {

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest sha256 = sha256();

    /** SHA-256, which every Java platform has. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The root of no leaves. */
    public TreeHash empty() {
        return finish();
    }

    /** SHA-256 of 0x00 and the entry. */
    public TreeHash leaf(byte[] entry, int from, int length) {
        sha256.update(LEAF);
        sha256.update(entry, from, length);
        return finish();
    }

    public TreeHash leaf(byte[] entry) {
        return leaf(entry, 0, entry.length);
    }

    /** SHA-256 of 0x01 and both children. */
    public TreeHash node(TreeHash left, TreeHash right) {
        sha256.update(NODE);
        sha256.update(left.raw());
        sha256.update(right.raw());
        return finish();
    }

    private TreeHash finish() {
        byte[] hash = new byte[TreeHash.BYTES];
        try {
            sha256.digest(hash, 0, hash.length);
        } catch (DigestException e) {
            throw new IllegalStateException("32 bytes are enough for SHA-256", e);
        }
        return TreeHash.taking(hash);
    }
}
