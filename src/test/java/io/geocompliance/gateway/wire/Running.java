package io.geocompliance.gateway.wire;

/** A server of others, as a child process on a port of 127.0.0.1. */
record Running(int port, AutoCloseable process) implements AutoCloseable {

    @Override
    public void close() throws Exception {
        process.close();
    }
}
