package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.proxy.upstream.Upstream;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpVersion;
import java.util.function.Function;

/**
 * One answer's chunks that leave from the blocks they were read into.
 *
 * <p>A small one does so where none before it waits to be written; else it is copied, so that a visitor who reads nothing holds one
 * block for a connection, however small the origin's chunks are. HTTP/2 has a hundred answers on a connection: there each is copied.
 */
final class PassedBlocks {

    /** Chunks handed to the visitor's connection, and not yet to its socket. */
    private int unwritten;

    /** Writes a chunk to a visitor who speaks that version, and gives its block back once it is written. */
    Future<Void> pass(HttpVersion version, Buffer chunk, Function<Buffer, Future<Void>> write) {
        boolean alone = unwritten == 0 && version != HttpVersion.HTTP_2;
        return pass(alone ? chunk : Upstream.passable(chunk), write);
    }

    private Future<Void> pass(Buffer passed, Function<Buffer, Future<Void>> write) {
        unwritten++;
        return write.apply(passed).onComplete(written -> {
            unwritten--;
            Upstream.release(passed);
        });
    }
}
