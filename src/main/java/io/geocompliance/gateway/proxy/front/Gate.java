package io.geocompliance.gateway.proxy.front;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts a listening socket's connections from the moment they are accepted, handshakes included, and shuts out those beyond a limit. */
final class Gate extends ChannelInboundHandlerAdapter {

    private final Channel channel;

    /** Null lets everybody in. Set once, by the thread that starts the gateway. */
    private volatile @Nullable Admission admission;

    /**
     * How many connections all the listeners together take.
     *
     * @param open those that are open now
     */
    record Admission(int limit, AtomicInteger open, FrontCounters counters) {

        private boolean enter() {
            if (open.incrementAndGet() <= limit) {
                return true;
            }
            open.decrementAndGet();
            counters.count(Cutoff.CONNECTIONS);
            return false;
        }
    }

    /** Puts a gate into a socket that begins to listen. */
    static final class Installer extends ChannelInitializer<Channel> {

        private final Collection<Gate> gates;

        Installer(Collection<Gate> gates) {
            this.gates = gates;
        }

        @Override
        protected void initChannel(Channel channel) {
            Gate gate = new Gate(channel);
            channel.pipeline().addLast(gate);
            gates.add(gate);
            channel.closeFuture().addListener(closed -> gates.remove(gate));
        }
    }

    private Gate(Channel channel) {
        this.channel = channel;
    }

    Channel channel() {
        return channel;
    }

    void guard(Admission limited) {
        admission = limited;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Admission asked = admission;
        if (asked != null && message instanceof Channel accepted) {
            if (!asked.enter()) {
                accepted.unsafe().closeForcibly();
                return;
            }
            accepted.closeFuture().addListener(closed -> asked.open().decrementAndGet());
        }
        context.fireChannelRead(message);
    }
}
