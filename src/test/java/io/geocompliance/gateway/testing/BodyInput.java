package io.geocompliance.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message body by its framing (RFC 9112 6.3), read piece by piece; says afterwards how it ended.
 *
 * <p>A body that breaks off ends the reading like one that is whole: {@link #ending()} alone tells, so no test can mistake a torn body
 * for an exception of its own making.
 */
public final class BodyInput {

    private enum Framing {
        NONE,
        LENGTH,
        CHUNKED,
        UNTIL_CLOSE
    }

    private final WireInput in;
    private final Framing framing;
    private final List<Long> chunkSizes = new ArrayList<>();
    private long left;
    private boolean afterFirstChunk;
    private Fields trailers = Fields.NONE;
    private Ending ending;

    private BodyInput(WireInput in, Framing framing, long length) {
        this.in = in;
        this.framing = framing;
        this.left = length;
        if (framing == Framing.NONE) {
            ending = Ending.NO_BODY;
        } else if (framing == Framing.LENGTH && length == 0) {
            ending = Ending.LENGTH_REACHED;
        }
    }

    static BodyInput none(WireInput in) {
        return new BodyInput(in, Framing.NONE, 0);
    }

    /** A request's body: none unless its head says so. */
    static BodyInput ofRequest(WireInput in, Fields fields) {
        return isChunked(fields)
                ? new BodyInput(in, Framing.CHUNKED, 0)
                : length(fields)
                        .map(length -> new BodyInput(in, Framing.LENGTH, length))
                        .orElseGet(() -> none(in));
    }

    /** A final response's body: without length and chunks it lasts until the close. */
    static BodyInput ofResponse(WireInput in, Fields fields) {
        return isChunked(fields)
                ? new BodyInput(in, Framing.CHUNKED, 0)
                : length(fields)
                        .map(length -> new BodyInput(in, Framing.LENGTH, length))
                        .orElseGet(() -> new BodyInput(in, Framing.UNTIL_CLOSE, 0));
    }

    private static boolean isChunked(Fields fields) {
        return fields.list("Transfer-Encoding").stream().anyMatch("chunked"::equalsIgnoreCase);
    }

    private static Optional<Long> length(Fields fields) {
        return fields.first("Content-Length").map(Long::parseLong);
    }

    /** At least one byte of the body, or -1 where it ended. */
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            if (ending != null || !hasMore()) {
                return -1;
            }
            int wanted = framing == Framing.UNTIL_CLOSE ? length : (int) Math.min(length, left);
            int count = in.read(target, offset, wanted);
            if (count < 0) {
                ending = framing == Framing.UNTIL_CLOSE ? Ending.CLOSED : Ending.CUT_SHORT;
                return -1;
            }
            left -= count;
            if (framing == Framing.LENGTH && left == 0) {
                ending = Ending.LENGTH_REACHED;
            }
            return count;
        } catch (EOFException e) {
            ending = Ending.CUT_SHORT;
        } catch (SocketException e) {
            ending = Ending.RESET;
        }
        return -1;
    }

    /** Exactly this many bytes, however they are cut; fewer only where the body ends. */
    public byte[] read(int count) throws IOException {
        byte[] bytes = new byte[count];
        int have = 0;
        while (have < count) {
            int more = read(bytes, have, count - have);
            if (more < 0) {
                return java.util.Arrays.copyOf(bytes, have);
            }
            have += more;
        }
        return bytes;
    }

    /** What is left of the body. */
    public byte[] rest() throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        byte[] piece = new byte[64 << 10];
        for (int count = read(piece, 0, piece.length); count >= 0; count = read(piece, 0, piece.length)) {
            rest.write(piece, 0, count);
        }
        return rest.toByteArray();
    }

    private boolean hasMore() throws IOException {
        if (framing != Framing.CHUNKED || left > 0) {
            return true;
        }
        if (afterFirstChunk && !in.line().isEmpty()) {
            ending = Ending.BAD_CHUNK;
            return false;
        }
        afterFirstChunk = true;
        String size = in.line();
        int extension = size.indexOf(';');
        try {
            left = Long.parseLong(
                    extension < 0 ? size : size.substring(0, extension).strip(), 16);
        } catch (NumberFormatException e) {
            ending = Ending.BAD_CHUNK;
            return false;
        }
        chunkSizes.add(left);
        if (left > 0) {
            return true;
        }
        StringBuilder section = new StringBuilder();
        for (String line = in.line(); !line.isEmpty(); line = in.line()) {
            section.append(line).append("\r\n");
        }
        trailers = Fields.ofHead(section.toString());
        ending = Ending.LAST_CHUNK;
        return false;
    }

    /** How the body ended; only after a read that returned -1 or the last announced byte. */
    public Ending ending() {
        if (ending == null) {
            throw new IllegalStateException("the body has not ended yet");
        }
        return ending;
    }

    public Fields trailers() {
        return trailers;
    }

    /** Sizes of the chunks so far, the last one's 0 included. */
    List<Long> chunkSizes() {
        return List.copyOf(chunkSizes);
    }
}
