package io.geocompliance.gateway.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/**
 * Everything logged at WARN or above while it is open; leaks and blocked event loops are reported there, too.
 *
 * <p>What else the wire's libraries say is left out, as the program's own logging leaves it out: to them every visitor who closes a tab is an
 * error.
 */
public final class LogCapture implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.WARN) && isOurs(event.getLoggerName())) {
                lines.add(event.getLevel() + " " + event.getLoggerName() + ": " + event.getFormattedMessage());
            }
        }
    };

    private static boolean isOurs(String logger) {
        boolean library = logger.startsWith("io.vertx.") || logger.startsWith("io.netty.");
        return !library || logger.endsWith(".BlockedThreadChecker") || logger.endsWith(".ResourceLeakDetector");
    }

    public LogCapture() {
        appender.setContext(root().getLoggerContext());
        appender.start();
        root().addAppender(appender);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    public void clear() {
        lines.clear();
    }

    @Override
    public void close() {
        root().detachAppender(appender);
        appender.stop();
    }
}
