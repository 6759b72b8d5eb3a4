package io.geocompliance.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** One HTTP/1.1 connection that sends exact bytes and reads no byte further than the message asked for. */
public final class RawClient implements AutoCloseable {

    /** Longer than anything that should happen, shorter than a build's patience. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Socket socket;
    private final WireInput in;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        in = new WireInput(socket.getInputStream());
    }

    /** A response whose head has been read and whose body has not. */
    public record Reception(List<RawResponse.Interim> interim, String head, BodyInput body) {

        public int status() {
            return RawResponse.status(head);
        }

        public Fields fields() {
            return RawResponse.fields(head);
        }
    }

    public static RawClient to(int port) {
        return to(port, 0);
    }

    /** A client whose kernel holds back little, so that a reader who stops is noticed early; 0 is the system's choice. */
    public static RawClient to(int port, int receiveBufferBytes) {
        try {
            Socket socket = new Socket();
            if (receiveBufferBytes > 0) {
                socket.setReceiveBufferSize(receiveBufferBytes);
            }
            socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), (int) PATIENCE.toMillis());
            return new RawClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static RawClient tls(int port, SSLContext trust) {
        try {
            return new RawClient(trust.getSocketFactory().createSocket("127.0.0.1", port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RawClient send(String octets) {
        return send(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawClient send(byte[] octets) {
        try {
            socket.getOutputStream().write(octets);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request without body, Host included. */
    public static String request(String method, String target, String... fieldLines) {
        Fields fields = Fields.of(fieldLines);
        String host = fields.has("Host") ? "" : "Host: news.example\r\n";
        return method + " " + target + " HTTP/1.1\r\n" + host + fields.wire() + "\r\n";
    }

    public RawResponse get(String target, String... fieldLines) {
        return exchange("GET", target, fieldLines);
    }

    public RawResponse exchange(String method, String target, String... fieldLines) {
        return send(request(method, target, fieldLines)).receive(method);
    }

    public RawResponse receive() {
        return receive("GET");
    }

    /** The whole response; the method decides whether there is a body. */
    public RawResponse receive(String method) {
        Reception reception = begin(method);
        try {
            byte[] body = reception.body().rest();
            return new RawResponse(
                    reception.interim(),
                    reception.head(),
                    body,
                    reception.body().trailers(),
                    reception.body().ending());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The response up to its head; the body is read from the result. */
    public Reception begin(String method) {
        List<RawResponse.Interim> interim = new ArrayList<>();
        try {
            String head = nextHead();
            while (RawResponse.status(head) / 100 == 1 && RawResponse.status(head) != 101) {
                interim.add(new RawResponse.Interim(RawResponse.status(head), RawResponse.fields(head)));
                head = nextHead();
            }
            int status = RawResponse.status(head);
            boolean bodiless = method.equals("HEAD") || status == 101 || status == 204 || status == 304;
            BodyInput body = bodiless ? BodyInput.none(in) : BodyInput.ofResponse(in, RawResponse.fields(head));
            return new Reception(List.copyOf(interim), head, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next head by itself, interim or final; empty where the peer closes, resets or keeps silent. */
    public Optional<String> head(Duration patience) {
        try {
            socket.setSoTimeout((int) patience.toMillis());
            return in.head();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private String nextHead() throws IOException {
        return in.head().orElseThrow(() -> new NoResponse("closed without a response"));
    }

    /** The peer closed the connection instead of answering. */
    public static final class NoResponse extends IOException {
        private static final long serialVersionUID = 1L;

        NoResponse(String message) {
            super(message);
        }
    }

    /** The next response's head, or empty where the peer closed or reset the connection instead. */
    public Optional<Reception> beginOrClosed(String method) {
        try {
            return Optional.of(begin(method));
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoResponse || e.getCause() instanceof SocketException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The next bytes, whatever they are: for tunnels; fewer only where the peer closes. */
    public byte[] read(int count) {
        byte[] bytes = new byte[count];
        try {
            for (int have = 0; have < count; ) {
                int more = in.read(bytes, have, count - have);
                if (more < 0) {
                    return java.util.Arrays.copyOf(bytes, have);
                }
                have += more;
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether something to read comes before the patience is over; nothing of it is taken. */
    public boolean awaitByte(Duration patience) {
        try {
            socket.setSoTimeout((int) patience.toMillis());
            boolean there = in.await();
            socket.setSoTimeout((int) PATIENCE.toMillis());
            return there;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the peer ends the connection, by FIN or RST, before the patience is over and without another byte. */
    public boolean closedByPeer(Duration patience) {
        try {
            socket.setSoTimeout((int) patience.toMillis());
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the sending half. */
    public void closeOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves with a reset, as a browser does whose tab is closed. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
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
