package io.geocompliance.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Bytes from a socket, read no further than what was asked for can reach: one byte of the next message taken too early would hide a
 * smuggled request.
 */
final class WireInput {

    /** Far beyond any limit under test, so that a runaway head fails here and not by memory. */
    private static final int LONGEST_HEAD_BYTES = 4 << 20;

    private final InputStream in;
    private final byte[] buffer = new byte[64 << 10];
    private int from;
    private int to;

    WireInput(InputStream in) {
        this.in = in;
    }

    /** A message head with its first line and the empty line at its end, or empty if the peer closed before its first byte. */
    Optional<String> head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int newlines = 0;
        while (newlines < 2) {
            int octet = read();
            if (octet < 0) {
                if (head.size() == 0) {
                    return Optional.empty();
                }
                throw new EOFException("the peer closed within a head of " + head.size() + " bytes so far");
            }
            head.write(octet);
            if (head.size() > LONGEST_HEAD_BYTES) {
                throw new IOException("a head of more than " + LONGEST_HEAD_BYTES + " bytes");
            }
            if (octet == '\n') {
                newlines++;
            } else if (octet != '\r') {
                newlines = 0;
            }
        }
        return Optional.of(head.toString(StandardCharsets.ISO_8859_1));
    }

    /** A line without its line end. */
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = read(); octet != '\n'; octet = read()) {
            if (octet < 0) {
                throw new EOFException("the peer closed within a line");
            }
            line.write(octet);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** The next byte, or -1 at the end. */
    int read() throws IOException {
        return fill() ? buffer[from++] & 0xFF : -1;
    }

    /** At least one byte and at most {@code length}, or -1 at the end. */
    int read(byte[] target, int offset, int length) throws IOException {
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, to - from);
        System.arraycopy(buffer, from, target, offset, count);
        from += count;
        return count;
    }

    /** Whether a byte is there, or comes before the socket's time-out; it stays. */
    boolean await() throws IOException {
        try {
            return fill();
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private boolean fill() throws IOException {
        if (from < to) {
            return true;
        }
        int count = in.read(buffer);
        if (count < 0) {
            return false;
        }
        if (count == 0) {
            throw new InterruptedIOException("a blocking stream gave nothing");
        }
        from = 0;
        to = count;
        return true;
    }
}
