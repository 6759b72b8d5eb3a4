package io.geocompliance.gateway.coding;

/** Puts a content coding on while the body streams. */
public interface Encoder extends AutoCloseable {

    void feed(byte[] bytes, int offset, int length, Sink out);

    /** Makes everything fed so far decodable. */
    void flush(Sink out);

    void finish(Sink out);

    @Override
    void close();
}
