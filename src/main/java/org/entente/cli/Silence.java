package org.entente.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// While it lasts nothing of ours is logged: nodes that are made to fail thousands of times would
/// say so thousands of times.
final class Silence implements AutoCloseable {
  private final Logger ours = (Logger) LoggerFactory.getLogger("org.entente");
  private final @Nullable Level before = ours.getLevel();

  Silence() {
    ours.setLevel(Level.OFF);
  }

  @Override
  public void close() {
    ours.setLevel(before);
  }
}
