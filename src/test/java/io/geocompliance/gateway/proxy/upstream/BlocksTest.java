package io.geocompliance.gateway.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Blocks come back when everybody has released them, and not before. */
class BlocksTest {

    private final Blocks blocks = new Blocks();

    @Test
    void aReleasedBlockIsUsedAgain() {
        ByteBuf first = blocks.ioBuffer(2048);
        assertThat(first.isDirect()).isTrue();
        assertThat(first.writableBytes()).isEqualTo(Blocks.BYTES);
        long address = first.memoryAddress();
        first.writeBytes(new byte[100]).release();
        ByteBuf second = blocks.ioBuffer(2048);
        assertThat(second.memoryAddress()).isEqualTo(address);
        assertThat(second.readableBytes()).isZero();
        second.release();
    }

    @Test
    void aPieceHoldsItsBlock() {
        ByteBuf read = blocks.ioBuffer().writeBytes(new byte[1000]);
        Buffer piece = BufferInternal.safeBuffer(read.readRetainedSlice(600)); // as the engine hands it on
        read.release();
        ByteBuf other = blocks.ioBuffer();
        assertThat(other.memoryAddress()).isNotEqualTo(read.memoryAddress());
        long address = read.memoryAddress();
        Blocks.release(piece);
        assertThat(read.refCnt()).isZero();
        assertThat(blocks.ioBuffer().memoryAddress()).isEqualTo(address);
        other.release();
    }

    @Test
    void theEngineDoesNotCopyAndTheHeapsBuffersAreLeftAlone() {
        ByteBuf read = blocks.ioBuffer().writeBytes(new byte[1000]);
        ByteBuf handedOn = ((BufferInternal) BufferInternal.safeBuffer(read)).getByteBuf();
        assertThat(handedOn.memoryAddress()).isEqualTo(read.memoryAddress());
        Buffer heap = Buffer.buffer("x");
        Blocks.release(heap);
        Blocks.release(Buffer.buffer());
        assertThat(heap.toString()).isEqualTo("x");
        read.release();
    }

    @Test
    void aBlockThatHadToGrowComesBackAsItWas() {
        ByteBuf grown = blocks.ioBuffer();
        long address = grown.memoryAddress();
        grown.writeBytes(new byte[Blocks.BYTES]).writeBytes(new byte[Blocks.BYTES]);
        assertThat(grown.capacity()).isGreaterThan(Blocks.BYTES);
        grown.release();
        ByteBuf again = blocks.ioBuffer();
        assertThat(again.memoryAddress()).isEqualTo(address);
        assertThat(again.capacity()).isEqualTo(Blocks.BYTES);
        again.release();
    }

    @Test
    void anotherThreadsReleaseLeavesTheBlockToTheCollector() throws Exception {
        ByteBuf read = blocks.ioBuffer();
        long address = read.memoryAddress();
        Thread other = new Thread(read::release);
        other.start();
        other.join();
        assertThat(read.refCnt()).isZero();
        List<Long> addresses = new ArrayList<>();
        addresses.add(blocks.ioBuffer().memoryAddress());
        assertThat(addresses).doesNotContain(address);
    }

    /** A decoder with some bytes left takes as much when a whole block comes. */
    @Test
    void moreThanABlockIsReleasedAndNotKept() {
        ByteBuf large = blocks.directBuffer(Blocks.BYTES + 1).writeBytes(new byte[1000]);
        long address = large.memoryAddress();
        Buffer piece = BufferInternal.safeBuffer(large.readRetainedSlice(600));
        large.release();
        assertThat(large.refCnt()).isOne();
        Blocks.release(piece);
        assertThat(large.refCnt()).isZero();
        assertThat(blocks.ioBuffer().memoryAddress()).isNotEqualTo(address);
    }
}
