package io.geocompliance.gateway.proxy.upstream;

import io.netty.handler.codec.DecoderException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** An origin did not answer; says which failure that is. Holds no message: engines put addresses into theirs. */
public final class UpstreamException extends Exception {

    private final UpstreamFailure failure;

    public UpstreamException(UpstreamFailure failure) {
        super(failure.name(), null, false, false);
        this.failure = failure;
    }

    UpstreamFailure failure() {
        return failure;
    }

    /** What an engine's failure before the head of the answer means. */
    public static UpstreamFailure meaningOf(Throwable cause) {
        if (cause instanceof UpstreamException known) {
            return known.failure;
        }
        if (cause instanceof ConnectionPoolTooBusyException) {
            return UpstreamFailure.OVERLOADED;
        }
        if (cause instanceof HttpClosedException) {
            return UpstreamFailure.CLOSED_EARLY;
        }
        if (cause instanceof DecoderException) {
            return UpstreamFailure.BAD_ANSWER;
        }
        return cause instanceof IOException ? UpstreamFailure.UNREACHABLE : UpstreamFailure.BAD_ANSWER;
    }

    /** Whether the origin can't have begun to work on the request, or its connection was already dead. */
    static boolean mayBeTriedAgain(Throwable cause) {
        if (cause instanceof HttpClosedException || cause instanceof ConnectException) {
            return true;
        }
        boolean broken = cause instanceof IOException
                && !(cause instanceof UnknownHostException)
                && !(cause instanceof NoRouteToHostException)
                && !(cause instanceof SSLException);
        return broken && !(cause instanceof ConnectionPoolTooBusyException);
    }
}
