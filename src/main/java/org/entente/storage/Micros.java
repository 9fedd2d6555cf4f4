package org.entente.storage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Instants as the tables keep them: microseconds since 1970 in UTC, one integer that sorts and
/// that both SQLite and PostgreSQL hold without loss (TAXII 2.1 §2 asks for exactly this grain).
public final class Micros {
  private Micros() {}

  /// Rounds down to the microsecond.
  public static long of(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }

  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
