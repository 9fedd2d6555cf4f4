package org.entente.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.entente.storage.Database;

/// How it stands with one partner under one accord: whether an alarm was raised, and whether
/// releases pause, or the partner's log cannot be read. What a duty officer must see without asking
/// for it.
///
/// @param alarm what stands until both parties have settled it; nothing goes meanwhile
/// @param pause why nothing goes now, for another reason
/// @param trouble why nothing comes
public record Standing(
    String partner,
    String accord,
    Optional<Alarm> alarm,
    Optional<Pause> pause,
    Optional<Trouble> trouble) {

  /// The alarms that stand in a store, whose node need not run.
  public static List<Standing> alarms(Database database) {
    return database.read(AlarmTable::all);
  }

  /// Two signed things that cannot both be true; both are kept.
  public record Alarm(String message, Instant since) {}

  /// Why the partner's log cannot be read.
  public record Trouble(String reason, Instant since) {}

  /// Why nothing goes for now.
  ///
  /// @param since since when what is waited for is missing; empty when that is not known
  public record Pause(String reason, Optional<Instant> since) {}
}
