package io.geocompliance.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** An HTTP/2 connection over TLS that sends exact frames (RFC 9113 4.1), wrong ones too. */
public final class RawHttp2 implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int END_STREAM_END_HEADERS = 5;

    private final SSLSocket socket;
    private final DataInputStream in;

    /** Connects, and begins the connection with its preface and empty settings. */
    public RawHttp2(int port, SSLContext trust) {
        try {
            socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            in = new DataInputStream(socket.getInputStream());
            socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            frame(4, 0, 0, new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RawHttp2 frame(int type, int flags, int stream, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        int[] head = {payload.length >> 16, payload.length >> 8, payload.length, type, flags, 0, 0, stream >> 8, stream
        };
        for (int octet : head) {
            frame.write(octet);
        }
        frame.writeBytes(payload);
        try {
            socket.getOutputStream().write(frame.toByteArray());
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // The peer has had enough already; what it says is for awaitReaction to read.
            return this;
        }
        return this;
    }

    /** A whole GET: pseudo-fields, then these pairs of names and values. */
    public RawHttp2 get(int stream, String path, String... fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(0x82); // :method GET
        block.write(0x87); // :scheme https
        block.write(0x01); // :authority, literal
        string(block, "news.example");
        block.write(0x04); // :path, literal
        string(block, path);
        for (int i = 0; i < fields.length; i += 2) {
            block.write(0x00);
            string(block, fields[i]);
            string(block, fields[i + 1]);
        }
        return frame(1, END_STREAM_END_HEADERS, stream, block.toByteArray());
    }

    private static void string(ByteArrayOutputStream block, String text) {
        if (text.length() > 126) {
            throw new IllegalArgumentException("longer than one octet says");
        }
        block.write(text.length());
        block.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Returns when the peer has read everything so far: it answers a ping, or it has closed the connection. */
    public void awaitReaction() {
        frame(6, 0, 0, new byte[8]);
        try {
            while (true) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                in.readInt();
                in.skipNBytes(length);
                if (type == 6 && flags == 1) {
                    return;
                }
            }
        } catch (EOFException | SocketException | SSLException closed) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
