package io.geocompliance.gateway.client;

/** Whether a connection that began with a PROXY protocol header may go on. */
public sealed interface Admission {

    /** It may; with the source {@link ClientSettings.Source#PROXY_PROTOCOL} every request on it is this client's. */
    record Admitted(ClientAddress client) implements Admission {}

    /** Its peer is no trusted proxy and must not be heard: the connection is to be closed without an answer. */
    record Refused() implements Admission {}
}
