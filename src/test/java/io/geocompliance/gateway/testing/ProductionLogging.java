package io.geocompliance.gateway.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.joran.spi.JoranException;

/** The logging that is shipped, beside the one that tests use. */
public record ProductionLogging(LoggerContext context) {

    public ProductionLogging() {
        this(new LoggerContext());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(ProductionLogging.class.getResource("/logback.xml"));
        } catch (JoranException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a line of this logger and level would be printed. */
    public boolean isEnabled(String logger, Level level) {
        return context.getLogger(logger).isEnabledFor(level);
    }

    /** The one that prints. */
    public Appender<ILoggingEvent> appender() {
        return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("STDERR");
    }
}
