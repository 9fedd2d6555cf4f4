package org.entente.exchange;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.entente.feed.ExchangeSettings;
import org.entente.feed.Feed;
import org.entente.feed.Loop;
import org.entente.feed.Pace;
import org.entente.feed.Pair;
import org.entente.feed.Signal;
import org.entente.ledger.OwnLog;
import org.entente.peers.PartnerClient;
import org.entente.tlog.SignedCheckpoint;

/// Signs checkpoints of one log of ours: at once as a rule; under load, while nobody waits at the
/// feed, once in a while for many entries together; and for what is only about receipts, which
/// nobody waits for, once in a while too. Then it rings the partner's doorbell, unless its puller
/// waits at our feed anyway. The bell is a hint and may be lost: pulling gives correctness.
final class Publisher implements AutoCloseable {
  /// That many entries under one checkpoint are load.
  private static final int LOAD = 64;

  private static final Duration IDLE = Duration.ofHours(1);
  private static final int NOT_FOUND = 404;
  private static final byte[] NOTHING = new byte[0];

  private final OwnLog log;
  private final Feed feed;
  private final PartnerClient client;
  private final String doorbell;
  private final ExchangeSettings settings;
  private final Signal appended = new Signal();
  private final Signal published;
  private final Loop publishing;
  private final Loop ringing;
  private final Pace pace;
  private final AtomicBoolean awaited = new AtomicBoolean();
  private long rung;

  Publisher(Pair pair, Feed feed, Signal published, PartnerClient client) {
    var name = pair.name();
    var loops = pair.parts().outside().loops();
    this.settings = pair.parts().settings();
    this.log = pair.own();
    this.feed = feed;
    this.client = client;
    this.doorbell = "accords/" + name.accord() + "/doorbell";
    this.published = published;
    this.pace = pair.parts().pace(settings.checkpointEvery());
    this.publishing = loops.of("publisher " + name, appended, settings.retry(), this::publish);
    this.ringing = loops.of("doorbell " + name, published, settings.retry(), this::ring);
  }

  void start() {
    publishing.start();
    ringing.start();
  }

  /// Leaves were committed to the log that somebody waits for.
  void appended() {
    awaited.set(true);
    appended.raise();
  }

  /// Leaves about receipts were committed to the log.
  void noted() {
    appended.raise();
  }

  private Duration publish() throws InterruptedException {
    var left = pace.left();
    if (!awaited.getAndSet(false) && left.isPositive()) {
      return left;
    }
    if (log.missing() > 0) {
      return IDLE; // the lost end comes back first, and then it is told again
    }
    long before = size();
    log.publish();
    pace.done();
    long now = size();
    if (now > before) {
      published.raise();
    }
    if (now - before >= LOAD) {
      feed.awaitReader(settings.checkpointEvery());
    }
    return IDLE;
  }

  private Duration ring() throws IOException, InterruptedException {
    long size = size();
    if (size > rung && !feed.isAwaited()) {
      var answer = client.post(doorbell, NOTHING);
      if (!answer.succeeded()
          && answer.status() != NOT_FOUND) { // it pulls once it knows the accord
        throw new IOException("the doorbell answers " + answer.status());
      }
    }
    rung = size;
    return IDLE;
  }

  private long size() {
    return log.published().map(SignedCheckpoint::checkpoint).map(head -> head.size()).orElse(0L);
  }

  @Override
  public void close() {
    ringing.close();
    publishing.close();
  }
}
