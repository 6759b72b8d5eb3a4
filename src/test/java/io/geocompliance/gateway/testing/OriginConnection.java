package io.geocompliance.gateway.testing;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An origin's end of one connection, as answers see it; used by its own thread alone. */
public final class OriginConnection {

    private final int number;
    private final Socket socket;
    private final WireInput in;
    private final OutputStream out;
    private boolean lastExchange;

    OriginConnection(int number, Socket socket) throws IOException {
        this.number = number;
        this.socket = socket;
        in = new WireInput(socket.getInputStream());
        out = new BufferedOutputStream(socket.getOutputStream(), 16 << 10);
    }

    int number() {
        return number;
    }

    WireInput input() {
        return in;
    }

    boolean isReusable() {
        return !socket.isClosed() && !lastExchange;
    }

    public OriginConnection write(String octets) throws IOException {
        return write(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    public OriginConnection write(byte[] octets) throws IOException {
        out.write(octets);
        return this;
    }

    public OriginConnection flush() throws IOException {
        out.flush();
        return this;
    }

    /** A chunk of a chunked body. */
    public OriginConnection chunk(byte[] octets) throws IOException {
        write(Integer.toHexString(octets.length) + "\r\n").write(octets).write("\r\n");
        return this;
    }

    /** The next request's head on this connection, or empty where the peer closes. */
    public Optional<String> nextHead() throws IOException {
        return in.head();
    }

    /** One byte from the peer, or -1 where it closed. */
    public int read() throws IOException {
        return in.read();
    }

    /** Waits until the peer leaves, by FIN or RST, whatever it still sends. */
    public void awaitPeerLeft() {
        try {
            while (in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            // A reset: the peer has left all the same.
            return;
        }
    }

    /** Says that no request may follow on this connection. */
    public void close() throws IOException {
        lastExchange = true;
        out.flush();
        socket.close();
    }

    /** Sends what was written, then a reset instead of an end. */
    public void reset() throws IOException {
        lastExchange = true;
        try {
            out.flush();
            socket.setSoLinger(true, 0);
        } catch (SocketException e) {
            // The peer was faster.
            return;
        } finally {
            socket.close();
        }
    }
}
