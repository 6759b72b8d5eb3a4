package io.geocompliance.gateway.geo;

import com.maxmind.db.InvalidDatabaseException;
import com.maxmind.db.Metadata;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One bounded walk over the search tree of an MMDB file (MaxMind DB format 2.0, "Binary Search Tree Section").
 *
 * <p>The library's own iteration does not end on a tree of zeroed nodes and costs four times as much, since it decodes every
 * network's record anew. This walk visits no node twice, so it ends after {@code nodeCount} steps at most, and leaves decoding to
 * the library: it only tells distinct records apart, and names an address of each.
 */
final class MmdbTree {

    private static final int ADDRESS_BITS = 128;
    private static final int IPV4_PREFIX_BITS = 96;

    /** Zero bytes between tree and data that a pointer may not reach into. */
    private static final int SEPARATOR_BYTES = 16;

    private static final int NO_RECORD = 0;

    private final byte[] file;
    private final long nodeCount;
    private final int recordBits;
    private final long ipv4Root;
    private final BitSet visited;
    private final Map<Long, Integer> idByPointer = new HashMap<>();
    private final List<Address> examples = new ArrayList<>();
    private final IpRanges.Builder v4 = new IpRanges.Builder(1 << 12);
    private final IpRanges.Builder v6 = new IpRanges.Builder(1 << 12);

    /** Where the walk is: IPv4 networks hang below ::/96 of an IPv6 tree. */
    private IpRanges.Builder family;

    private MmdbTree(byte[] file, Metadata metadata) throws InvalidDatabaseException {
        this.file = file;
        this.nodeCount = metadata.nodeCount();
        this.recordBits = metadata.recordSize();
        if (recordBits != 24 && recordBits != 28 && recordBits != 32) {
            throw new InvalidDatabaseException("records of " + recordBits + " bits are not defined");
        }
        if (nodeCount <= 0 || nodeCount > (file.length - SEPARATOR_BYTES) / (recordBits / 4)) {
            throw new InvalidDatabaseException("the search tree does not fit into the file");
        }
        this.visited = new BitSet((int) nodeCount);
        this.ipv4Root = metadata.ipVersion() == 4 ? 0 : followZeros();
        this.family = v6;
    }

    /**
     * What the walk found.
     *
     * @param v4 0 where there is no record, else the record's number
     * @param v6 likewise; aliases of the IPv4 tree (6to4, Teredo, mapped addresses) are left out
     * @param examples an address in each distinct record, number 1 first
     */
    record Networks(IpRanges v4, IpRanges v6, List<Address> examples) {}

    /** An address that a record answers, as 128 bits; an IPv4 address in the last 32 of them. */
    record Address(boolean isV4, long high, long low) {}

    static Networks walk(byte[] file, Metadata metadata) throws InvalidDatabaseException {
        MmdbTree tree = new MmdbTree(file, metadata);
        if (metadata.ipVersion() == 4) {
            tree.v6.append(0, 0, NO_RECORD);
            tree.family = tree.v4;
            tree.node(0, IPV4_PREFIX_BITS, 0, 0);
        } else {
            tree.node(0, 0, 0, 0);
        }
        return new Networks(tree.v4.build(), tree.v6.build(), List.copyOf(tree.examples));
    }

    private void node(long node, int depth, long high, long low) throws InvalidDatabaseException {
        if (visited.get((int) node)) {
            throw new InvalidDatabaseException("the search tree meets node " + node + " twice");
        }
        if (depth == ADDRESS_BITS) {
            throw new InvalidDatabaseException("the search tree is deeper than an address");
        }
        visited.set((int) node);
        record(left(node), depth + 1, high, low);
        if (depth < Long.SIZE) {
            record(right(node), depth + 1, high | Long.MIN_VALUE >>> depth, low);
        } else {
            record(right(node), depth + 1, high, low | Long.MIN_VALUE >>> (depth - Long.SIZE));
        }
    }

    private void record(long value, int depth, long high, long low) throws InvalidDatabaseException {
        boolean onTheWayToIpv4 = family == v6 && depth <= IPV4_PREFIX_BITS && (high | low) == 0;
        if (value >= nodeCount) {
            int id = idOf(value, onTheWayToIpv4 || family == v4, high, low);
            family.append(high, low, id);
            if (onTheWayToIpv4) {
                v4.append(0, 0, id);
            }
        } else if (onTheWayToIpv4 && depth == IPV4_PREFIX_BITS) {
            v6.append(0, 0, NO_RECORD);
            family = v4;
            node(value, depth, high, low);
            family = v6;
        } else if (value == ipv4Root && family == v6) {
            v6.append(high, low, NO_RECORD);
        } else {
            node(value, depth, high, low);
        }
    }

    private int idOf(long pointer, boolean isV4, long high, long low) throws InvalidDatabaseException {
        if (pointer == nodeCount) {
            return NO_RECORD;
        }
        if (pointer < nodeCount + SEPARATOR_BYTES) {
            throw new InvalidDatabaseException("a record points into the separator behind the search tree");
        }
        Integer known = idByPointer.get(pointer);
        if (known != null) {
            return known;
        }
        examples.add(new Address(isV4, high, low));
        idByPointer.put(pointer, examples.size());
        return examples.size();
    }

    /** The node of ::/96, or a value that no record has where a leaf, or a loop back to the root, comes first. */
    private long followZeros() {
        long node = 0;
        for (int depth = 0; depth < IPV4_PREFIX_BITS; depth++) {
            node = left(node);
            if (node >= nodeCount || node == 0) {
                return -1;
            }
        }
        return node;
    }

    private long left(long node) {
        int at = (int) (node * recordBits / 4);
        return switch (recordBits) {
            case 24 -> unsigned(at, 3);
            case 28 -> (file[at + 3] & 0xF0L) << 20 | unsigned(at, 3);
            default -> unsigned(at, 4);
        };
    }

    private long right(long node) {
        int at = (int) (node * recordBits / 4);
        return switch (recordBits) {
            case 24 -> unsigned(at + 3, 3);
            case 28 -> (file[at + 3] & 0x0FL) << 24 | unsigned(at + 4, 3);
            default -> unsigned(at + 4, 4);
        };
    }

    private long unsigned(int at, int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | file[at + i] & 0xFF;
        }
        return value;
    }
}
