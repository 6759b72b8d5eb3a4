package io.geocompliance.gateway.proxy.upstream;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
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
        if (cause instanceof ConnectTimeoutException) {
            return UpstreamFailure.NO_ANSWER_IN_TIME;
        }
        if (cause instanceof HttpClosedException) {
            return UpstreamFailure.CLOSED_EARLY;
        }
        if (cause instanceof DecoderException) {
            return UpstreamFailure.BAD_ANSWER;
        }
        return cause instanceof IOException ? UpstreamFailure.UNREACHABLE : UpstreamFailure.BAD_ANSWER;
    }

    /** Whether no connection could be made, by the server's fault: it refused, did not answer, or can't be routed to. */
    static boolean isUnreachable(Throwable cause) {
        boolean refused = cause instanceof ConnectException && !(cause instanceof ConnectionPoolTooBusyException);
        return refused || cause instanceof NoRouteToHostException || cause instanceof SSLException;
    }

    /** Whether a connection was closed or reset under a request. */
    static boolean isBrokenConnection(Throwable cause) {
        boolean broken = cause instanceof IOException
                && !(cause instanceof ConnectionPoolTooBusyException)
                && !(cause instanceof SSLException);
        return cause instanceof HttpClosedException || broken;
    }
}
