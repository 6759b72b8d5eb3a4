package io.geocompliance.gateway.proxy.front;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.transport.Transport;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;

/**
 * The engine's transport, native where there is one, with a {@link Gate} in every listening socket: the engine itself tells nobody of
 * a connection before its handshake is over, and closes a socket with whatever still waits in it.
 */
public final class ListeningSockets implements io.vertx.core.transport.Transport, Transport {

    private final Transport engine;
    private final String name;
    private final List<Gate> gates = new CopyOnWriteArrayList<>();

    public ListeningSockets() {
        io.vertx.core.transport.Transport found = io.vertx.core.transport.Transport.nativeTransport();
        io.vertx.core.transport.Transport used =
                found != null && found.available() ? found : io.vertx.core.transport.Transport.NIO;
        engine = used.implementation();
        name = used.name();
    }

    /** The gates of the sockets that listen on a port, on whatever address. */
    List<Gate> on(int port) {
        return gates.stream()
                .filter(gate ->
                        gate.channel().localAddress() instanceof InetSocketAddress local && local.getPort() == port)
                .toList();
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        engine.configure(options, domainSocket, bootstrap);
        bootstrap.handler(new Gate.Installer(gates));
    }

    @Override
    public void configure(ClientOptionsBase options, int connectTimeout, boolean domainSocket, Bootstrap bootstrap) {
        engine.configure(options, connectTimeout, domainSocket, bootstrap);
    }

    @Override
    public void configure(DatagramChannel channel, DatagramSocketOptions options) {
        engine.configure(channel, options);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean available() {
        return engine.isAvailable();
    }

    @Override
    public Throwable unavailabilityCause() {
        return engine.unavailabilityCause();
    }

    @Override
    public Transport implementation() {
        return this;
    }

    @Override
    public boolean supportsDomainSockets() {
        return engine.supportsDomainSockets();
    }

    @Override
    public boolean supportFileRegion() {
        return engine.supportFileRegion();
    }

    @Override
    public SocketAddress convert(io.vertx.core.net.SocketAddress address) {
        return engine.convert(address);
    }

    @Override
    public io.vertx.core.net.SocketAddress convert(SocketAddress address) {
        return engine.convert(address);
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
        return engine.ioHandlerFactory();
    }

    @Override
    public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory factory, int ioRatio) {
        return engine.eventLoopGroup(type, threads, factory, ioRatio);
    }

    @Override
    public DatagramChannel datagramChannel() {
        return engine.datagramChannel();
    }

    @Override
    @SuppressWarnings("deprecation") // the engine's word, not ours
    public DatagramChannel datagramChannel(io.netty.channel.socket.InternetProtocolFamily family) {
        return engine.datagramChannel(family);
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
        return engine.channelFactory(domainSocket);
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        return engine.serverChannelFactory(domainSocket);
    }
}
