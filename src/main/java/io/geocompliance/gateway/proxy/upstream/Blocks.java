package io.geocompliance.gateway.proxy.upstream;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The memory that origins' answers are read into: blocks outside the heap, used again once they are released.
 *
 * <p>What comes from an allocator that the engine knows it copies to the heap, and the heap's bytes once more for the visitor's
 * socket. What comes from here leaves from where it was read. The engine lets buffers fall without releasing them, where an exchange
 * ends early for one: such a block is the garbage collector's, so nothing can leak, and nothing is used again that somebody might
 * still read.
 */
final class Blocks extends AbstractByteBufAllocator {

    /** As much as is read at once: few system calls for a large page, and no more than a visitor's queue holds. */
    static final int BYTES = 64 << 10;

    /** A visitor who doesn't read holds at most four times as much memory as was sent. */
    private static final int SMALL_BYTES = BYTES / 4;

    /** Blocks kept for later, 16 MiB; those beyond are the garbage collector's. */
    private static final int KEPT = 256;

    /** Only the event loop that made this keeps and takes blocks. */
    private final Thread owner = Thread.currentThread();

    private final ArrayDeque<ByteBuffer> kept = new ArrayDeque<>();

    Blocks() {
        super(true);
    }

    /** The buffer itself, or a copy of a small one, which is released. */
    static Buffer passable(Buffer bytes) {
        if (bytes.length() >= SMALL_BYTES) {
            return bytes;
        }
        Buffer copy = Buffer.buffer(bytes.getBytes());
        release(bytes);
        return copy;
    }

    /**
     * To be called once for each buffer of an origin's answer, when nobody reads it any more; forgotten, it costs a collection.
     */
    static void release(Buffer bytes) {
        ByteBuf within = ((BufferInternal) bytes).getByteBuf().unwrap(); // the engine's view can't be released
        if (within != null && within.alloc() instanceof Blocks) {
            within.release();
        }
    }

    /**
     * What came right behind a head that switches protocols: the engine hands on the very block, of which it reads from the first byte,
     * though the head stands there. What is in no block is given back as it is.
     */
    static Buffer taken(Buffer bytes) {
        ByteBuf within = ((BufferInternal) bytes).getByteBuf().unwrap();
        if (within == null || !(within.alloc() instanceof Blocks)) {
            return bytes;
        }
        Buffer copy = Buffer.buffer(ByteBufUtil.getBytes(within));
        within.release();
        return copy;
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        return UnpooledByteBufAllocator.DEFAULT.heapBuffer(initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        if (maxCapacity < BYTES) {
            return UnpooledByteBufAllocator.DEFAULT.directBuffer(initialCapacity, maxCapacity);
        }
        if (initialCapacity > BYTES) { // a decoder's, that had some bytes left when a whole block came
            return new Block(this, ByteBuffer.allocateDirect(initialCapacity), maxCapacity);
        }
        ByteBuffer used = Thread.currentThread() == owner ? kept.poll() : null;
        return new Block(this, used == null ? ByteBuffer.allocateDirect(BYTES) : used, maxCapacity);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return true;
    }

    private void giveBack(ByteBuffer memory) {
        if (Thread.currentThread() == owner && memory.capacity() == BYTES && kept.size() < KEPT) {
            kept.push(memory); // the last one used is the one that the processor's cache still holds
        }
    }

    /** One block while somebody holds it. */
    private static final class Block extends UnpooledDirectByteBuf {

        private final Blocks home;
        private final ByteBuffer memory;

        Block(Blocks home, ByteBuffer memory, int maxCapacity) {
            super(home, memory, maxCapacity);
            this.home = home;
            this.memory = memory;
            clear();
        }

        @Override
        protected void deallocate() {
            super.deallocate();
            home.giveBack(memory);
        }
    }
}
