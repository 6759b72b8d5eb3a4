package io.geocompliance.gateway.audit.ship;

import java.util.List;

/** Where lines are shipped to. A failure of any call leaves it unusable; a new one goes on where the receiver stands. */
public interface Sink extends AutoCloseable {

    /** A record as it is shipped: its line without LF. */
    record Line(long index, byte[] bytes) {}

    /** The index of the first record that the receiver does not have. */
    long next();

    /** Returns when all of them are kept, in their order; if it fails, none is, or all are. */
    void ship(List<Line> lines);

    @Override
    void close();
}
