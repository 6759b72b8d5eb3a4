package io.geocompliance.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A small chunk keeps its block only where that is the one block that its connection holds. */
class PassedBlocksTest {

    private final PassedBlocks blocks = new PassedBlocks();
    private final List<Buffer> written = new ArrayList<>();

    @Test
    void aSmallChunkLeavesAsItIsWhereNoneWaits() {
        Buffer first = Buffer.buffer("first");
        Buffer second = Buffer.buffer("second");
        pass(HttpVersion.HTTP_1_1, first, Future.succeededFuture());
        pass(HttpVersion.HTTP_1_1, second, Future.succeededFuture());
        assertThat(written.get(0)).isSameAs(first);
        assertThat(written.get(1)).isSameAs(second);
    }

    @Test
    void thoseBehindOneThatWaitsAreCopied() {
        Promise<Void> taken = Promise.promise();
        Buffer second = Buffer.buffer("second");
        Buffer third = Buffer.buffer("third");
        pass(HttpVersion.HTTP_1_1, Buffer.buffer("first"), taken.future());
        pass(HttpVersion.HTTP_1_1, second, Future.succeededFuture());
        assertThat(written.get(1)).isEqualTo(second).isNotSameAs(second);
        taken.fail("the visitor left");
        pass(HttpVersion.HTTP_1_1, third, Future.succeededFuture());
        assertThat(written.get(2)).isSameAs(third);
    }

    @Test
    void overHttp2EachIsCopied() {
        Buffer only = Buffer.buffer("only");
        pass(HttpVersion.HTTP_2, only, Future.succeededFuture());
        assertThat(written.get(0)).isEqualTo(only).isNotSameAs(only);
    }

    @Test
    void aLargeOneIsNeverCopied() {
        Buffer large = Buffer.buffer(new byte[64 << 10]);
        pass(HttpVersion.HTTP_2, large, Future.succeededFuture());
        assertThat(written.get(0)).isSameAs(large);
    }

    private void pass(HttpVersion version, Buffer chunk, Future<Void> taken) {
        blocks.pass(version, chunk, bytes -> {
            written.add(bytes);
            return taken;
        });
    }
}
