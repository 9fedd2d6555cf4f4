package org.entente.exchange;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/// What this program writes to its log while this is open, wherever System.Logger leads.
final class LogLines implements AutoCloseable {
  private static final String OURS = "org.entente";

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Handler handler = new Lines();
  private final Appended appender = new Appended();

  LogLines() {
    Logger.getLogger(OURS).addHandler(handler);
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
      appender.setContext(logback);
      appender.start();
      logback.getLogger(OURS).addAppender(appender);
    }
  }

  /// Lines of INFO and above that have this text.
  List<String> about(String text) {
    return lines.stream().filter(line -> line.contains(text)).toList();
  }

  private final class Lines extends Handler {
    @Override
    public void publish(LogRecord line) {
      if (line.getLevel().intValue() >= java.util.logging.Level.INFO.intValue()) {
        lines.add(line.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private final class Appended extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent line) {
      if (line.getLevel().isGreaterOrEqual(ch.qos.logback.classic.Level.INFO)) {
        lines.add(line.getFormattedMessage());
      }
    }
  }

  @Override
  public void close() {
    Logger.getLogger(OURS).removeHandler(handler);
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
      logback.getLogger(OURS).detachAppender(appender);
      appender.stop();
    }
  }
}
