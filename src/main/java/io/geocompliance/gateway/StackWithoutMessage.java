package io.geocompliance.gateway;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import org.jspecify.annotations.Nullable;

/** A failure in a log line: which one and where it happened, never its message, for engines put addresses into theirs. */
public final class StackWithoutMessage extends ThrowableHandlingConverter {

    private static final int MOST_FRAMES = 20;

    @Override
    public String convert(ILoggingEvent event) {
        return text(event.getThrowableProxy());
    }

    /** The same for a line that must not depend on how logging is set up. */
    static String of(Throwable failure) {
        return text(new ThrowableProxy(failure));
    }

    private static String text(@Nullable IThrowableProxy outermost) {
        StringBuilder text = new StringBuilder();
        for (IThrowableProxy failure = outermost; failure != null; failure = failure.getCause()) {
            text.append(text.isEmpty() ? "" : "Caused by: ")
                    .append(failure.getClassName())
                    .append('\n');
            StackTraceElementProxy[] frames = failure.getStackTraceElementProxyArray();
            int own = Math.min(MOST_FRAMES, frames.length - failure.getCommonFrames());
            for (int i = 0; i < own; i++) {
                text.append('\t').append(frames[i].getSTEAsString()).append('\n');
            }
        }
        return text.toString();
    }
}
