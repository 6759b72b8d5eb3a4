package io.geocompliance.gateway.proxy.front;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
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

    /** Stops listening; completes when nothing more comes through. */
    Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        channel.close().addListener(done -> closed.complete());
        return closed.future();
    }

    void guard(Admission limited) {
        admission = limited;
    }

    /**
     * Asks the kernel to give new connections to the socket that joined this address after ours; with none it goes on as before.
     *
     * <p>What is queued here is still accepted: closing a socket resets what is queued in it, so its queue has to run dry first.
     */
    void steerAway() {
        channel.config().setOption(Successor.OPTION, Successor.program()); // unknown to other transports than epoll
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
