package io.tajo.stripe.receiver;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What one logger, or those below it, wrote meanwhile. */
final class Logged implements AutoCloseable {
  private final Logger logger;
  private final Level before;
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  Logged(String name, Level level) {
    logger = (Logger) LoggerFactory.getLogger(name);
    before = logger.getLevel();
    logger.setLevel(level);
    events.start();
    logger.addAppender(events);
  }

  /** Level, message and key-value pairs of each. */
  List<String> lines() {
    return List.copyOf(events.list).stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage() + pairs(event))
        .toList();
  }

  private static String pairs(ILoggingEvent event) {
    return event.getKeyValuePairs() == null ? "" : " " + event.getKeyValuePairs();
  }

  @Override
  public void close() {
    logger.detachAppender(events);
    logger.setLevel(before);
  }
}
