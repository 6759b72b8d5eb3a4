package io.geocompliance.gateway.proxy;

import io.geocompliance.gateway.coding.Decoder.Progress;
import io.geocompliance.gateway.coding.Sink;
import io.geocompliance.gateway.html.Outcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A page's way through the gateway, in whose course its notice goes in: bytes in, bytes out. */
interface Passage extends AutoCloseable {

    /**
     * Takes the page's next bytes and lets go what may leave.
     *
     * @param bytes holds them; the caller's again once the answer is not {@link Progress#MORE}
     */
    Progress feed(byte[] bytes, int offset, int length, Sink out);

    /** Goes on with what the last call left. */
    Progress resume(Sink out);

    /** The origin's body has ended: what is left leaves; false if the content coding is known to be broken or ended too early. */
    boolean finish(Sink out);

    /** Whether what comes from now on leaves as it came. */
    boolean isOpen();

    /** Whether the notice's last byte has been let go. */
    boolean isNoticeOut();

    /** What became of the notice; empty while nobody knows. */
    Optional<Outcome> outcome();

    /** The page's own language, if it was seen. */
    @Nullable
    String pageLanguage();

    /** Frees what it holds; more than once is harmless. */
    @Override
    void close();
}
