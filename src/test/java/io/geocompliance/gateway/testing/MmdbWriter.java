package io.geocompliance.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes small MaxMind DB files (format 2.0) of any layout, sound ones and oddly labelled ones. */
public final class MmdbWriter {

    private static final byte[] MARKER = "\u00AB\u00CD\u00EFMaxMind.com".getBytes(StandardCharsets.ISO_8859_1);

    private final int ipVersion;
    private final int recordBits;
    private final Node root = new Node();
    private final Map<Object, Integer> offsets = new HashMap<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private String databaseType = "Test";
    private long buildEpoch = 1_780_000_000L;

    public MmdbWriter(int ipVersion, int recordBits) {
        this.ipVersion = ipVersion;
        this.recordBits = recordBits;
    }

    /** A flat country file with both families, as most tests want it. */
    public static MmdbWriter combined() {
        return new MmdbWriter(6, 28);
    }

    public MmdbWriter databaseType(String type) {
        databaseType = type;
        return this;
    }

    public MmdbWriter buildEpoch(long seconds) {
        buildEpoch = seconds;
        return this;
    }

    /** Puts a record; a later and narrower network divides an earlier and wider one. */
    public MmdbWriter put(String cidr, Map<String, ?> record) {
        Integer offset = offsets.computeIfAbsent(record, this::encoded);
        set(cidr, offset);
        return this;
    }

    /** Lets a network share the tree of another, as ::ffff:0:0/96 shares IPv4's. */
    public MmdbWriter alias(String cidr, String of) {
        boolean[] bits = bits(of);
        Node node = root;
        for (int i = 0; i < length(of); i++) {
            node = (Node) node.child[bits[i] ? 1 : 0];
        }
        set(cidr, node);
        return this;
    }

    private Integer encoded(Object record) {
        int offset = data.size();
        write(data, record);
        return offset;
    }

    private void set(String cidr, Object value) {
        boolean[] bits = bits(cidr);
        int length = length(cidr);
        Node node = root;
        for (int i = 0; i < length - 1; i++) {
            int side = bits[i] ? 1 : 0;
            if (!(node.child[side] instanceof Node)) {
                node.child[side] = new Node(node.child[side]);
            }
            node = (Node) node.child[side];
        }
        node.child[bits[length - 1] ? 1 : 0] = value;
    }

    private int length(String cidr) {
        int length = Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
        return ipVersion == 6 && !cidr.contains(":") ? length + 96 : length;
    }

    private boolean[] bits(String cidr) {
        byte[] address = address(cidr.substring(0, cidr.indexOf('/')));
        boolean[] bits = new boolean[ipVersion == 6 ? 128 : 32];
        int lead = bits.length - address.length * 8;
        for (int i = 0; i < address.length * 8; i++) {
            bits[lead + i] = (address[i / 8] >> (7 - i % 8) & 1) != 0;
        }
        return bits;
    }

    /** {@link InetAddress} makes IPv4 of a mapped address; this keeps its 16 bytes. */
    private static byte[] address(String literal) {
        try {
            byte[] address = InetAddress.getByName(literal).getAddress();
            return address.length == 4 && literal.contains(":")
                    ? ByteBuffer.allocate(16)
                            .putShort(10, (short) 0xFFFF)
                            .put(12, address)
                            .array()
                    : address;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }

    public Path writeTo(Path file) {
        try {
            return Files.write(file, bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] bytes() {
        List<Node> nodes = new ArrayList<>();
        Map<Node, Integer> numbers = new IdentityHashMap<>();
        collect(root, nodes, numbers);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (Node node : nodes) {
            writeNode(file, value(node.child[0], nodes.size(), numbers), value(node.child[1], nodes.size(), numbers));
        }
        file.writeBytes(new byte[16]);
        file.writeBytes(data.toByteArray());
        file.writeBytes(MARKER);
        write(file, metadata(nodes.size()));
        return file.toByteArray();
    }

    /** Every pointer of the tree zeroed: a file that opens, answers, and leads round in circles. */
    public byte[] bytesWithZeroedTree() {
        List<Node> nodes = new ArrayList<>();
        collect(root, nodes, new IdentityHashMap<>());
        byte[] file = bytes();
        Arrays.fill(file, 0, nodes.size() * recordBits / 4, (byte) 0);
        return file;
    }

    private Map<String, Object> metadata(int nodeCount) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("node_count", Unsigned.int32(nodeCount));
        metadata.put("record_size", Unsigned.int16(recordBits));
        metadata.put("ip_version", Unsigned.int16(ipVersion));
        metadata.put("database_type", databaseType);
        metadata.put("languages", List.of("en"));
        metadata.put("binary_format_major_version", Unsigned.int16(2));
        metadata.put("binary_format_minor_version", Unsigned.int16(0));
        metadata.put("build_epoch", Unsigned.int64(buildEpoch));
        metadata.put("description", Map.of("en", "written by a test"));
        return metadata;
    }

    private static void collect(Node node, List<Node> nodes, Map<Node, Integer> numbers) {
        if (numbers.putIfAbsent(node, nodes.size()) == null) {
            nodes.add(node);
            for (Object child : node.child) {
                if (child instanceof Node inner) {
                    collect(inner, nodes, numbers);
                }
            }
        }
    }

    private static long value(Object child, int nodeCount, Map<Node, Integer> numbers) {
        if (child == null) {
            return nodeCount;
        }
        return child instanceof Node inner ? numbers.get(inner) : nodeCount + 16L + (Integer) child;
    }

    private void writeNode(ByteArrayOutputStream file, long left, long right) {
        switch (recordBits) {
            case 24 -> {
                number(file, left, 3);
                number(file, right, 3);
            }
            case 28 -> {
                number(file, left & 0xFF_FFFF, 3);
                number(file, (left >> 24) << 4 | right >> 24, 1);
                number(file, right & 0xFF_FFFF, 3);
            }
            case 32 -> {
                number(file, left, 4);
                number(file, right, 4);
            }
            default -> throw new IllegalArgumentException("records have 24, 28 or 32 bits");
        }
    }

    private static void write(ByteArrayOutputStream out, Object value) {
        if (value instanceof String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            control(out, 2, utf8.length);
            out.writeBytes(utf8);
        } else if (value instanceof Double number) {
            control(out, 3, 8);
            number(out, Double.doubleToRawLongBits(number), 8);
        } else if (value instanceof Boolean bool) {
            control(out, 14, bool ? 1 : 0);
        } else if (value instanceof Unsigned number) {
            int bytes = (71 - Long.numberOfLeadingZeros(number.value)) / 8;
            control(out, number.type, bytes);
            number(out, number.value, bytes);
        } else if (value instanceof List<?> list) {
            control(out, 11, list.size());
            list.forEach(each -> write(out, each));
        } else if (value instanceof Map<?, ?> map) {
            control(out, 7, map.size());
            map.forEach((key, each) -> {
                write(out, key);
                write(out, each);
            });
        } else {
            throw new IllegalArgumentException("no MMDB type for " + value);
        }
    }

    private static void control(ByteArrayOutputStream out, int type, int size) {
        int inByte = size < 29 ? size : size < 285 ? 29 : 30;
        out.write((type <= 7 ? type << 5 : 0) | inByte);
        if (type > 7) {
            out.write(type - 7);
        }
        if (inByte == 29) {
            out.write(size - 29);
        } else if (inByte == 30) {
            number(out, size - 285, 2);
        }
    }

    private static void number(ByteArrayOutputStream out, long value, int bytes) {
        for (int i = bytes - 1; i >= 0; i--) {
            out.write((int) (value >> 8 * i));
        }
    }

    /** An unsigned integer of a given MMDB type. */
    public record Unsigned(int type, long value) {
        public static Unsigned int16(long value) {
            return new Unsigned(5, value);
        }

        public static Unsigned int32(long value) {
            return new Unsigned(6, value);
        }

        public static Unsigned int64(long value) {
            return new Unsigned(9, value);
        }
    }

    private static final class Node {
        final Object[] child;

        Node() {
            child = new Object[2];
        }

        Node(Object both) {
            child = new Object[] {both, both};
        }
    }
}
