package org.entente.feed;

import java.time.Duration;
import org.entente.peers.PortLimits;
import org.entente.stix.StixStream;

/// How the exchange behaves; every default is here.
///
/// @param pageEntries most entries of a page, asked for and served; a page is applied in one
///   transaction, so it is no larger than a batch
/// @param pageBytes a page ends with the entry that would go beyond so many
/// @param batch most objects decided in one transaction
/// @param poll how long a long-poll stays open when there is nothing
/// @param unreceiptedEntries never more releases without a receipt; releases pause before that
/// @param unreceiptedAge or when the oldest of them has waited so long; then also an error is
///   logged, once
/// @param retry how long to wait after a failure
/// @param checkpointEvery least time between two checkpoints of one log
/// @param onItsWay how long a comparison with the partner waits for what is due at any moment
/// @param port limits of the partner port
/// @param quarantine how much is kept of what a partner sent and was not taken
public record ExchangeSettings(
    int pageEntries,
    int pageBytes,
    int batch,
    Duration poll,
    int unreceiptedEntries,
    Duration unreceiptedAge,
    Loop.BackOff retry,
    Duration checkpointEvery,
    Duration onItsWay,
    PortLimits port,
    Quarantine quarantine) {
  /// A page may go beyond its limit with its one entry, which may be so large: the largest object
  /// that is admitted, and room for leaf, header and salts.
  private static final long MAX_ENTRY = StixStream.MAX_OBJECT_BYTES + (1L << 20);

  public static final ExchangeSettings DEFAULT =
      new ExchangeSettings(
          500,
          4 << 20,
          500,
          Duration.ofSeconds(30),
          1_000,
          Duration.ofMinutes(15),
          new Loop.BackOff(Duration.ofMillis(500), Duration.ofMinutes(1)),
          Duration.ofMillis(250),
          Duration.ofSeconds(5),
          PortLimits.DEFAULT,
          Quarantine.DEFAULT);

  /// With the usual quarantine.
  public ExchangeSettings(
      int pageEntries,
      int pageBytes,
      int batch,
      Duration poll,
      int unreceiptedEntries,
      Duration unreceiptedAge,
      Loop.BackOff retry,
      Duration checkpointEvery,
      Duration onItsWay,
      PortLimits port) {
    this(
        pageEntries,
        pageBytes,
        batch,
        poll,
        unreceiptedEntries,
        unreceiptedAge,
        retry,
        checkpointEvery,
        onItsWay,
        port,
        Quarantine.DEFAULT);
  }

  /// Most objects decided in one transaction so that all of them may wait for a receipt.
  public int atOnce() {
    return Math.min(batch, unreceiptedEntries);
  }

  /// Most bytes of a page that is read.
  public long mostPageBytes() {
    return pageBytes + MAX_ENTRY;
  }
}
