package org.entente.terminal;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// A bar on standard error for long work, when a person watches; otherwise nothing.
public final class Progress implements AutoCloseable {
  private static final int WIDTH = 80;
  private static final int REDRAWN_EVERY_MILLIS = 250;

  private final @Nullable ProgressBar bar;

  private Progress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  /// Draws nothing.
  public static Progress none() {
    return new Progress(null);
  }

  public static Progress of(String task, Call call) {
    if (!call.terminal()) {
      return none();
    }
    return new Progress(
        new ProgressBarBuilder()
            .setTaskName(task)
            .setUpdateIntervalMillis(REDRAWN_EVERY_MILLIS)
            .setStyle(ProgressBarStyle.ASCII)
            .setConsumer(new ConsoleProgressBarConsumer(call.err(), WIDTH))
            .build());
  }

  public void at(long done, long total, String note) {
    if (bar != null) {
      bar.maxHint(total);
      bar.stepTo(done);
      bar.setExtraMessage(note);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
