package io.geocompliance.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One HTTP/2 connection that sends any frame and any field as it is: literals without Huffman coding (RFC 7541 6.2.2), which no decent client would
 * let through.
 */
public final class RawHttp2Client implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int ACK = 1;
    private static final int PRIORITY = 0x20;
    private static final int PRIORITY_BYTES = 5;

    /** Indices 8 to 14 of the static table (RFC 7541 A). */
    private static final List<String> INDEXED_STATUSES = List.of("200", "204", "206", "304", "400", "404", "500");

    private static final int RECEIVE_BUFFER_BYTES = 16 * 1024;

    private final SSLSocket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private boolean refused;

    private RawHttp2Client(SSLSocket socket) throws IOException {
        this.socket = socket;
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        write(SETTINGS, 0, 0, new byte[0]);
    }

    /** Keeps little for who does not read it, so that a flood of answers comes back to the gateway soon, however fast the machine. */
    public static RawHttp2Client to(int port, SSLContext trust) {
        try {
            SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket();
            socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.startHandshake();
            return new RawHttp2Client(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(new byte[] {
            (byte) (payload.length >> 16),
            (byte) (payload.length >> 8),
            (byte) payload.length,
            (byte) type,
            (byte) flags,
            (byte) (stream >> 24),
            (byte) (stream >> 16),
            (byte) (stream >> 8),
            (byte) stream
        });
        frame.writeBytes(payload);
        out.write(frame.toByteArray());
        out.flush();
    }

    /** Fields on a stream, each {@code name=value} with one char per byte; the first {@code =} behind the first char divides. */
    public RawHttp2Client headers(int stream, boolean end, List<String> fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (String field : fields) {
            int divider = field.indexOf('=', field.startsWith("=") ? 0 : 1);
            block.write(0);
            literal(block, field.substring(0, divider));
            literal(block, field.substring(divider + 1));
        }
        return frame(HEADERS, END_HEADERS | (end ? END_STREAM : 0), stream, block.toByteArray());
    }

    public RawHttp2Client data(int stream, boolean end, String octets) {
        return frame(DATA, end ? END_STREAM : 0, stream, octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Whether the peer has not refused to take frames. */
    public boolean isOpen() {
        return !refused;
    }

    /** Any frame (RFC 9113 4.1), a wrong one too. */
    public RawHttp2Client frame(int type, int flags, int stream, byte[] payload) {
        try {
            write(type, flags, stream, payload);
        } catch (IOException e) {
            refused = true; // the peer has had enough; what it said is still to be read
        }
        return this;
    }

    /** A length in a prefix of 7 bits (RFC 7541 5.1), then the bytes. */
    private static void literal(ByteArrayOutputStream block, String text) {
        int length = text.length();
        if (length < 127) {
            block.write(length);
        } else {
            block.write(127);
            for (length -= 127; length >= 128; length >>= 7) {
                block.write(length & 127 | 128);
            }
            block.write(length);
        }
        block.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A whole GET over https: pseudo-fields, then these pairs of names and values. */
    public RawHttp2Client get(int stream, String path, String... pairs) {
        List<String> fields =
                new ArrayList<>(List.of(":method=GET", ":scheme=https", ":authority=news.example", ":path=" + path));
        for (int i = 0; i < pairs.length; i += 2) {
            fields.add(pairs[i] + "=" + pairs[i + 1]);
        }
        return headers(stream, true, fields);
    }

    /** Returns when the peer has read everything so far: it answers a ping, or it has closed the connection. */
    public void awaitReaction() {
        frame(PING, 0, 0, new byte[8]);
        try {
            while (true) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                in.readInt();
                in.skipNBytes(length);
                if (type == PING && flags == ACK) {
                    return;
                }
            }
        } catch (EOFException | SocketException | SSLException closed) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What becomes of a stream: a status, {@code reset} or {@code goaway}, or {@code closed} where nothing was said at all. */
    public String outcome(int stream) {
        try {
            while (true) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                int about = in.readInt();
                byte[] payload = in.readNBytes(length);
                if (type == SETTINGS && (flags & ACK) == 0) {
                    write(SETTINGS, ACK, 0, new byte[0]);
                } else if (type == HEADERS && about == stream) {
                    return status(payload, (flags & PRIORITY) != 0 ? PRIORITY_BYTES : 0);
                } else if (type == RST_STREAM && about == stream) {
                    return "reset";
                } else if (type == GOAWAY) {
                    return "goaway";
                }
            }
        } catch (EOFException | SocketException e) {
            return "closed";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first field of an answer is its status: indexed (RFC 7541 6.1), or a literal under the name's index 8. */
    private static String status(byte[] block, int from) {
        int at = from;
        while ((block[at] & 0xE0) == 0x20) {
            at += (block[at] & 0x1F) == 0x1F ? sizeUpdateBytes(block, at) : 1;
        }
        int first = block[at] & 0xFF;
        return (first & 0x80) != 0
                ? INDEXED_STATUSES.get((first & 0x7F) - 8)
                : new String(block, at + 2, block[at + 1], StandardCharsets.US_ASCII);
    }

    private static int sizeUpdateBytes(byte[] block, int at) {
        int bytes = 2;
        while ((block[at + bytes - 1] & 0x80) != 0) {
            bytes++;
        }
        return bytes;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
