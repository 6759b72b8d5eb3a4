package io.geocompliance.gateway.proxy.front;

import io.netty.channel.unix.Buffer;
import io.netty.channel.unix.RawUnixChannelOption;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The kernel's word for "the next socket of this address": a program of one instruction for sockets that share a port (Linux,
 * SO_ATTACH_REUSEPORT_CBPF, socket(7)).
 *
 * <p>Sockets are numbered as they joined, and the last takes the number of one that closes. With one process leaving and one come,
 * number 1 is always the one that came; where there is none, the kernel chooses as if there were no program.
 */
final class Successor {

    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_REUSEPORT_CBPF = 51;

    /** {@code struct sock_fprog}: a length, and behind its padding the address of the instructions. */
    private static final int PROGRAM_BYTES = 16;

    /** BPF_RET | BPF_K. */
    private static final short RETURN_CONSTANT = 0x06;

    static final RawUnixChannelOption OPTION =
            new RawUnixChannelOption("SO_ATTACH_REUSEPORT_CBPF", SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, PROGRAM_BYTES);

    /** Kept for as long as the class is, since the program below holds its address. */
    private static final ByteBuffer INSTRUCTION = instruction();

    private Successor() {}

    private static ByteBuffer instruction() {
        return ByteBuffer.allocateDirect(8)
                .order(ByteOrder.nativeOrder())
                .putShort(0, RETURN_CONSTANT)
                .putInt(4, 1);
    }

    static ByteBuffer program() {
        return ByteBuffer.allocateDirect(PROGRAM_BYTES)
                .order(ByteOrder.nativeOrder())
                .putShort(0, (short) 1)
                .putLong(8, Buffer.memoryAddress(INSTRUCTION));
    }
}
