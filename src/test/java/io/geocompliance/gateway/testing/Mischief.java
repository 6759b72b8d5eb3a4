package io.geocompliance.gateway.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** What an origin may do to its peer, one record per trick. */
public sealed interface Mischief extends Answer {

    /** The head, then nothing and FIN. */
    record CloseAfterHead(OriginReply reply) implements Mischief {
        @Override
        public void play(OriginConnection connection, RecordedRequest request) throws IOException {
            connection
                    .write(reply.bareHead() + "Content-Length: " + reply.payload().length + "\r\n\r\n")
                    .close();
        }
    }

    /** FIN after so many bytes of a body, whichever way its end would have been marked. */
    record CutShort(OriginReply reply, int afterBytes) implements Mischief {
        @Override
        public void play(OriginConnection connection, RecordedRequest request) throws IOException {
            beginBody(connection, reply, afterBytes);
            connection.close();
        }
    }

    /** RST after so many bytes of a body. */
    record ResetMidBody(OriginReply reply, int afterBytes) implements Mischief {
        @Override
        public void play(OriginConnection connection, RecordedRequest request) throws IOException {
            beginBody(connection, reply, afterBytes);
            connection.reset();
        }
    }

    /** A chunk size that is none after so many bytes of a body. */
    record BadChunk(OriginReply reply, int afterBytes) implements Mischief {
        @Override
        public void play(OriginConnection connection, RecordedRequest request) throws IOException {
            beginBody(connection, reply.framed(OriginReply.Framing.CHUNKED), afterBytes);
            connection.write("xyzzy\r\nplugh\r\n0\r\n\r\n").flush().awaitPeerLeft();
        }
    }

    /** Head and body, each byte pushed to the network by itself. */
    record OneByteAtATime(OriginReply reply) implements Mischief {
        @Override
        public void play(OriginConnection connection, RecordedRequest request) throws IOException {
            byte[] payload = reply.payload();
            String head = reply.bareHead() + "Content-Length: " + payload.length + "\r\n\r\n";
            for (byte octet : head.getBytes(StandardCharsets.ISO_8859_1)) {
                connection.write(new byte[] {octet}).flush();
            }
            for (byte octet : payload) {
                connection.write(new byte[] {octet}).flush();
            }
        }
    }

    /** A Content-Length that is wrong by so many bytes, then FIN. */
    record WrongLength(OriginReply reply, int byBytes) implements Mischief {
        @Override
        public void play(OriginConnection connection, RecordedRequest request) throws IOException {
            byte[] payload = reply.payload();
            connection.write(reply.bareHead() + "Content-Length: " + (payload.length + byBytes) + "\r\n\r\n");
            connection.write(payload).close();
        }
    }

    /** Two different Content-Length fields. */
    record DoubleLength(OriginReply reply) implements Mischief {
        @Override
        public void play(OriginConnection connection, RecordedRequest request) throws IOException {
            byte[] payload = reply.payload();
            connection.write(reply.bareHead() + "Content-Length: " + payload.length + "\r\nContent-Length: 1\r\n\r\n");
            connection.write(payload).flush();
        }
    }

    /** Content-Length and chunks at once. */
    record LengthAndChunked(OriginReply reply) implements Mischief {
        @Override
        public void play(OriginConnection connection, RecordedRequest request) throws IOException {
            byte[] payload = reply.payload();
            connection.write(reply.bareHead() + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n");
            connection.chunk(payload).write("0\r\n\r\n").flush();
        }
    }

    /** Field after field, until the peer has had enough. */
    record EndlessHead() implements Mischief {
        @Override
        public void play(OriginConnection connection, RecordedRequest request) throws IOException {
            connection.write("HTTP/1.1 200 OK\r\n");
            for (long number = 0; number < 1_000_000; number++) {
                connection.write("X-Endless-" + number + ": " + "x".repeat(64) + "\r\n");
            }
            throw new AssertionError("a head of 80 MB was taken");
        }
    }

    /** Exactly these bytes, then FIN. */
    record Verbatim(String octets) implements Mischief {
        @Override
        public void play(OriginConnection connection, RecordedRequest request) throws IOException {
            connection.write(octets).close();
        }
    }

    /** A gzip body without its last bytes, in a message that is whole. */
    record TruncatedGzip(OriginReply reply, int missingBytes) implements Mischief {
        @Override
        public void play(OriginConnection connection, RecordedRequest request) throws IOException {
            byte[] payload = reply.coded(Coding.GZIP).payload();
            relabelled(reply, "gzip", Arrays.copyOf(payload, payload.length - missingBytes))
                    .play(connection, request);
        }
    }

    /** A small gzip body that holds so many bytes of white space before its page. */
    record GzipBomb(OriginReply reply, long plainBytes) implements Mischief {
        @Override
        public void play(OriginConnection connection, RecordedRequest request) throws IOException {
            connection.write(reply.bareHead() + "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n");
            byte[] spaces = new byte[64 << 10];
            Arrays.fill(spaces, (byte) ' ');
            try (GZIPOutputStream gzip = new GZIPOutputStream(new Chunks(connection), 8192)) {
                for (long done = 0; done < plainBytes; done += spaces.length) {
                    gzip.write(spaces);
                }
                gzip.write(reply.body());
            }
            connection.write("0\r\n\r\n").flush();
        }
    }

    /** A body under the name of a coding that it isn't in. */
    record WrongCoding(OriginReply reply, String label) implements Mischief {
        @Override
        public void play(OriginConnection connection, RecordedRequest request) throws IOException {
            relabelled(reply, label, reply.payload()).play(connection, request);
        }
    }

    /** Bytes after the end of the message, as if they answered the next request. */
    record BytesAfterTheEnd(OriginReply reply, String octets) implements Mischief {
        @Override
        public void play(OriginConnection connection, RecordedRequest request) throws IOException {
            byte[] payload = reply.payload();
            connection.write(reply.bareHead() + "Content-Length: " + payload.length + "\r\n\r\n");
            connection.write(payload).write(octets).flush();
        }
    }

    /** No answer, for as long as the peer waits. */
    record Silence() implements Mischief {
        @Override
        public void play(OriginConnection connection, RecordedRequest request) {
            connection.awaitPeerLeft();
        }
    }

    /** So many bytes of a body, then nothing more for as long as the peer waits. */
    record StallMidBody(OriginReply reply, int afterBytes) implements Mischief {
        @Override
        public void play(OriginConnection connection, RecordedRequest request) throws IOException {
            beginBody(connection, reply, afterBytes);
            connection.flush().awaitPeerLeft();
        }
    }

    /**
     * A whole answer on a connection that promises to stay, which is then closed the moment the next request arrives on it: the
     * keep-alive race, lost every time.
     */
    record StaleKeepAlive(OriginReply reply) implements Mischief {
        @Override
        public void play(OriginConnection connection, RecordedRequest request) throws IOException {
            reply.play(connection, request);
            if (connection.read() >= 0) {
                connection.reset();
            }
        }
    }

    private static void beginBody(OriginConnection connection, OriginReply reply, int bytes) throws IOException {
        byte[] payload = reply.payload();
        byte[] part = Arrays.copyOf(payload, bytes);
        if (reply.framing() == OriginReply.Framing.CHUNKED) {
            connection.write(reply.bareHead() + "Transfer-Encoding: chunked\r\n\r\n");
            for (byte[] piece : reply.cut().pieces(part)) {
                connection.chunk(piece);
            }
        } else {
            connection
                    .write(reply.bareHead() + "Content-Length: " + payload.length + "\r\n\r\n")
                    .write(part);
        }
        connection.flush();
    }

    private static OriginReply relabelled(OriginReply reply, String label, byte[] payload) {
        return reply.coded(Coding.IDENTITY).with("Content-Encoding", label).body(payload);
    }

    /** Writes each buffer as one chunk. */
    final class Chunks extends OutputStream {

        private final OriginConnection connection;

        Chunks(OriginConnection connection) {
            this.connection = connection;
        }

        @Override
        public void write(int octet) throws IOException {
            connection.chunk(new byte[] {(byte) octet});
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > 0) {
                connection.chunk(Arrays.copyOfRange(bytes, offset, offset + length));
            }
        }
    }
}
