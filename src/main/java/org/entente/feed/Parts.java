package org.entente.feed;

import java.time.Duration;
import java.time.InstantSource;
import org.entente.decisions.Agreements;
import org.entente.peers.NodeCard;
import org.entente.peers.NodeKeys;
import org.entente.storage.Database;

/// What of this node every link is made from.
public record Parts(
    Database database,
    Agreements agreements,
    NodeCard card,
    NodeKeys keys,
    ExchangeSettings settings,
    Outside outside) {
  /// Lets a thing be done once in so long.
  public Pace pace(Duration every) {
    return new Pace(every, outside.elapsed());
  }

  public InstantSource clock() {
    return outside.clock();
  }
}
