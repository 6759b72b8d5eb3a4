package io.geocompliance.gateway.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** While it is open, everything that is logged: at TRACE by us, at INFO and above by everybody else. */
public final class EveryLogLine implements AutoCloseable {

    private static final String OURS = "io.geocompliance";

    /** One line, its failures' messages included. */
    public record Line(String logger, Level level, String text) {

        /** Whether the shipped logging could print it; of ours it might, at a level that an operator turns on. */
        public boolean isPrintable(ProductionLogging production) {
            return logger.startsWith(OURS) || production.isEnabled(logger, level);
        }
    }

    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger(OURS);
    private final Level before = root.getLevel();
    private final Appender<ILoggingEvent> console = root.getAppender("STDERR");
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            StringBuilder text = new StringBuilder(event.getFormattedMessage());
            for (IThrowableProxy failure = event.getThrowableProxy(); failure != null; failure = failure.getCause()) {
                text.append(' ').append(failure.getClassName()).append(": ").append(failure.getMessage());
            }
            lines.add(new Line(event.getLoggerName(), event.getLevel(), text.toString()));
        }
    };

    public EveryLogLine() {
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.detachAppender(console);
        root.addAppender(appender);
        root.setLevel(Level.INFO);
        ours.setLevel(Level.TRACE);
    }

    public List<Line> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        ours.setLevel(null);
        root.setLevel(before);
        root.detachAppender(appender);
        root.addAppender(console);
        appender.stop();
    }
}
