package io.geocompliance.gateway.coding;

/** Takes bytes that are valid during the call only. */
public interface Sink {

    void accept(byte[] bytes, int offset, int length);
}
