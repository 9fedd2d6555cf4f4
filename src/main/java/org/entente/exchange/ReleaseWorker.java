package org.entente.exchange;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.entente.decisions.Decided;
import org.entente.decisions.Deciding;
import org.entente.decisions.Terms;
import org.entente.feed.ExchangeSettings;
import org.entente.storage.Database;

/// Decides, for one partner, everything that lies in collections open to it, and logs what goes.
///
/// Each step takes the next few hundred object versions in the order that references demand,
/// decides them, and writes decisions, leaves, outgoing rows and cursors in one transaction, so
/// that whenever the process dies it goes on where the last transaction ended. There is one worker
/// a partner, and nobody else decides for that partner.
final class ReleaseWorker {
  /// Long enough to cost nothing, short enough for a revision that comes into force by itself.
  private static final Duration IDLE = Duration.ofMinutes(1);

  private static final Duration PAUSED = Duration.ofSeconds(1);

  private final Database database;
  private final Partner partner;
  private final Deciding deciding;

  ReleaseWorker(
      Database database, Partner partner, ExchangeSettings settings, InstantSource clock) {
    this.database = database;
    this.partner = partner;
    this.deciding =
        new Deciding(database, partner.desk(), settings.batch(), settings.atOnce(), clock);
  }

  /// One piece of work; how long to wait for the next unless something happens.
  Duration step() {
    if (!partner.mayRelease()) {
      return PAUSED;
    }
    var terms = partner.terms();
    if (deciding.sweep(terms)) {
      return Duration.ZERO;
    }
    var decided = deciding.first(terms);
    if (deciding.isDone()) {
      return IDLE;
    }
    try {
      write(terms, decided);
    } catch (StandsStill e) {
      deciding.drop(); // the next step decides by what stands now
    } catch (RuntimeException e) {
      deciding.drop(); // and after a failure by what is in the store
      throw e;
    }
    return Duration.ZERO;
  }

  /// Writes the first batch, its first stretch being decided.
  private void write(Terms terms, List<Decided> first) {
    var releasing = new Releasing(partner, first);
    database.write(connection -> {
      releasing.write(connection);
      deciding.rest(
          connection, terms, decided -> new Releasing(partner, decided).write(connection));
      return true;
    });
    deciding.written();
    partner.appended();
  }
}
