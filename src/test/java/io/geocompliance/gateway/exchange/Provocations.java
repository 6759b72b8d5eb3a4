package io.geocompliance.gateway.exchange;

import io.geocompliance.gateway.testing.Answer;
import io.geocompliance.gateway.testing.Fields;
import io.geocompliance.gateway.testing.Mischief;
import io.geocompliance.gateway.testing.OriginReply;
import io.geocompliance.gateway.testing.RawClient;
import io.geocompliance.gateway.testing.RawHttp2Client;
import io.geocompliance.gateway.testing.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** Every way to come to a gateway, well and badly; each returns when the gateway has reacted. */
final class Provocations {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String MISCHIEF = "/mischief-";

    private static final OriginReply PAGE =
            OriginReply.html("<!doctype html><html lang=ru><title>t</title><body><p>" + "text ".repeat(100));

    private static final List<Answer> MISCHIEFS = List.of(
            new Mischief.Silence(),
            OriginReply.status(500),
            OriginReply.status(503),
            new Mischief.Verbatim(""),
            new Mischief.Verbatim("nonsense\r\n\r\n"),
            new Mischief.Verbatim("HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 0\r\n\r\n"),
            new Mischief.CloseAfterHead(PAGE),
            new Mischief.CutShort(PAGE, 20),
            new Mischief.ResetMidBody(PAGE, 20),
            new Mischief.BadChunk(PAGE, 20),
            new Mischief.StallMidBody(PAGE, 20),
            new Mischief.DoubleLength(PAGE),
            new Mischief.LengthAndChunked(PAGE),
            new Mischief.TruncatedGzip(PAGE, 8),
            new Mischief.WrongCoding(PAGE, "gzip"),
            new Mischief.BytesAfterTheEnd(PAGE, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"));

    private Provocations() {}

    /** What the origin does, by path. */
    static Answer answer(RecordedRequest request) {
        String target = request.target();
        int at = target.indexOf(MISCHIEF);
        if (at >= 0) {
            return MISCHIEFS.get(
                    Integer.parseInt(target.substring(at + MISCHIEF.length()).replaceAll("\\D.*", "")));
        }
        if (target.contains("/chat")) {
            return WebSocketTest::echo;
        }
        return target.contains("/wait") ? new Mischief.StallMidBody(PAGE, 20) : PAGE;
    }

    /** Over plain HTTP/1.1, each on a connection of its own that begins with the preamble. */
    static void visit(int port, String preamble, String path, String... lines) {
        Stream.of(
                        RawClient.request("GET", path, lines),
                        RawClient.request("HEAD", path, lines),
                        RawClient.request("OPTIONS", path, lines),
                        RawClient.request("POST", path, plus(lines, "Content-Length: 3")) + "abc",
                        RawClient.request("GET", "/.well-known/geo-compliance/ru-undesirable/ru" + path, lines),
                        RawClient.request("GET", path, plus(lines, "Upgrade: irc", "Connection: Upgrade")))
                .forEach(request -> provoke(port, preamble + request));
        refusals(path, lines).forEach(request -> provoke(port, preamble + request));
        for (int i = 0; i < MISCHIEFS.size(); i++) {
            provoke(port, preamble + RawClient.request("GET", MISCHIEF + i + path, lines));
        }
        leave(port, preamble, path, lines);
        chat(port, preamble, path, lines);
    }

    private static String[] plus(String[] lines, String... more) {
        return Stream.concat(Stream.of(lines), Stream.of(more)).toArray(String[]::new);
    }

    /** At least one of each kind of refusal. */
    private static Stream<String> refusals(String path, String... lines) {
        String head = Fields.of(lines).lines().stream()
                .map(field -> field + "\r\n")
                .reduce("Host: news.example\r\n", String::concat);
        return Stream.of(
                "POST " + path + " HTTP/1.1\r\n" + head
                        + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "GET " + path + " HTTP/1.1\r\n" + head + "Host: b\r\n\r\n",
                "GET " + path + "\\x HTTP/1.1\r\n" + head + "\r\n",
                "GET " + path.replace("?", "%zz?") + " HTTP/1.1\r\n" + head + "\r\n",
                "GET http://sentinel.example" + path + " HTTP/1.1\r\n" + head + "\r\n",
                "get " + path + " HTTP/1.1\r\n" + head + "\r\n",
                "GET " + path + " HTTP/9.9\r\n" + head + "\r\n",
                "GET " + path + " HTTP/1.1\r\n" + head + "Sentinel Name: x\r\n\r\n",
                "GET " + path + " HTTP/1.1\r\n" + head + "X: sentinel\0\r\n\r\n",
                "sentinel " + path + "\r\n\r\n",
                "\0\1\2sentinel" + path + "\r\n\r\n",
                "TRACE " + path + " HTTP/1.1\r\n" + head + "\r\n",
                "CONNECT sentinel.example:443 HTTP/1.1\r\n" + head + "\r\n",
                "GET " + path + " HTTP/1.1\r\n" + head + "Expect: sentinel\r\n\r\n",
                "POST " + path + " HTTP/1.1\r\n" + head + "Content-Length: 5000\r\n\r\n" + "x".repeat(5000),
                "POST " + path + " HTTP/1.1\r\n" + head + "Transfer-Encoding: chunked\r\n\r\nsentinel\r\n",
                "GET " + path + "x".repeat(5000) + " HTTP/1.1\r\n" + head + "\r\n",
                "GET " + path + " HTTP/1.1\r\n" + head + "X-Sentinel: " + "x".repeat(9000) + "\r\n\r\n",
                "GET " + path + " HTTP/1.1\r\n" + head.replace("news.example", "sentinel.example") + "\r\n");
    }

    /** Sends, and waits a moment for an answer or the end of the connection; what the peer says is of no interest here. */
    private static void provoke(int port, String octets) {
        try (RawClient client = RawClient.to(port)) {
            client.send(octets);
            if (client.awaitByte(PATIENCE)) {
                client.beginOrClosed(octets.contains("HEAD ") ? "HEAD" : "GET").ifPresent(Provocations::readToTheEnd);
            }
        } catch (UncheckedIOException reset) {
            return; // a reaction, too
        }
    }

    private static void readToTheEnd(RawClient.Reception reception) {
        try {
            reception.body().rest();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Resets in the middle of a request, before an answer, and in the middle of one. */
    private static void leave(int port, String preamble, String path, String... lines) {
        String request = RawClient.request("GET", "/wait" + path, lines);
        RawClient within = RawClient.to(port).send(preamble + request.substring(0, request.length() - 10));
        within.reset();
        RawClient.to(port)
                .send(preamble + RawClient.request("GET", MISCHIEF + "0" + path, lines))
                .reset();
        RawClient reading = RawClient.to(port).send(preamble + request);
        reading.begin("GET");
        reading.reset();
    }

    private static void chat(int port, String preamble, String path, String... lines) {
        String[] handshake = {
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
        };
        RawClient client =
                RawClient.to(port).send(preamble + RawClient.request("GET", "/chat" + path, plus(lines, handshake)));
        client.begin("GET");
        client.send("sentinel").read(8);
        client.reset();
        provoke(port, preamble + RawClient.request("GET", path, plus(lines, handshake)));
    }

    /** Over TLS: no TLS at all, HTTP/1.1, and HTTP/2 with every sort of broken frame. */
    static void tls(int port, SSLContext trust, String path, String... lines) {
        provoke(port, RawClient.request("GET", path, lines));
        provoke(port, "\u0016\u0003\u0001\u0002\0sentinel" + "x".repeat(600));
        try (RawClient client = RawClient.tls(port, trust)) {
            client.get(path, lines);
        }
        String[] fields = Stream.of(lines)
                .filter(line -> !line.startsWith("X_"))
                .flatMap(line -> Stream.of(
                        line.substring(0, line.indexOf(':')).toLowerCase(java.util.Locale.ROOT),
                        line.substring(line.indexOf(':') + 2)))
                .toArray(String[]::new);
        react(port, trust, connection -> connection.get(1, path, fields));
        react(port, trust, connection -> connection.get(1, path, plus(fields, "X-Sentinel", "x")));
        react(port, trust, connection -> connection.get(1, path, plus(fields, "connection", "sentinel")));
        react(port, trust, connection -> connection.get(1, path, plus(fields, ":sentinel", "x")));
        react(port, trust, connection -> connection.get(1, path, plus(fields, "x", "sentinel\r\nevil: 1")));
        react(port, trust, connection -> connection.get(2, path, fields));
        react(port, trust, connection -> connection.get(1, "sentinel" + path, fields));
        byte[] words = "sentinel-frame".getBytes(StandardCharsets.US_ASCII);
        react(
                port,
                trust,
                connection -> connection.get(1, "/wait" + path, fields).frame(3, 0, 1, new byte[] {0, 0, 0, 8}));
        react(port, trust, connection -> connection.frame(0, 0, 0, words));
        react(port, trust, connection -> connection.frame(1, 4, 1, words));
        react(port, trust, connection -> connection.frame(9, 4, 1, words));
        react(
                port,
                trust,
                connection ->
                        connection.frame(7, 0, 0, ("\0\0\0\0\0\0\0\2sentinel").getBytes(StandardCharsets.US_ASCII)));
        react(port, trust, connection -> connection.frame(77, 0, 5, words));
        react(port, trust, connection -> connection.frame(0, 0, 1, new byte[17_000]));
    }

    private interface Sending {
        void on(RawHttp2Client connection);
    }

    private static void react(int port, SSLContext trust, Sending sending) {
        try (RawHttp2Client connection = RawHttp2Client.to(port, trust)) {
            sending.on(connection);
            connection.awaitReaction();
        }
    }

    /** PROXY protocol headers that are none, with the address in them. */
    static void brokenPreambles(int port, String address) {
        String request = RawClient.request("GET", "/sentinel");
        for (String preamble : List.of(
                "PROXY TCP4 " + address + "\r\n",
                "PROXY TCP9 " + address + " 127.0.0.1 1 2\r\n",
                "PROXY TCP4 " + address + " sentinel 1 2\r\n",
                "PROXY TCP4 " + address + " 127.0.0.1 99999 2\r\n",
                "PROXY UNKNOWN " + address + "\r\n",
                "PROXY " + address.repeat(20) + "\r\n",
                "")) {
            provoke(port, preamble + request);
        }
        byte[] v2 = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a2f11000c4d5837f27f000001d4311f90");
        provoke(port, new String(v2, StandardCharsets.ISO_8859_1) + request);
    }
}
