package io.geocompliance.gateway.proxy.upstream;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Finds the addresses of a name; may take its time, so never on an event loop. */
public interface Resolver {

    /** As the machine is set up: its hosts file, its name servers. */
    Resolver SYSTEM = name -> Arrays.stream(InetAddress.getAllByName(name))
            .map(InetAddress::getHostAddress)
            .toList();

    /**
     * The addresses of a name, or of a literal itself; at least one.
     *
     * @throws UnknownHostException if there is none, or nobody to ask
     */
    List<String> resolve(String name) throws UnknownHostException;
}
