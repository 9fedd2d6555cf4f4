package org.entente.ledger;

import org.entente.tlog.SignedCheckpoint;

/// What a checkpoint of the partner's log means beside the last one seen.
public sealed interface Observed {
  /// It is newer, and the log it describes continues the one seen before.
  record Newer(SignedCheckpoint note) implements Observed {}

  /// It is the one already known.
  record Unchanged(SignedCheckpoint note) implements Observed {}

  /// It is signed and yet denies the one seen before: the same size with another root, or a smaller
  /// size. Both notes together are evidence against the partner's log.
  record Denied(SignedCheckpoint seen, SignedCheckpoint shown) implements Observed {
    public Contradiction contradiction() {
      return new Contradiction(message(), seen.bytes(), shown.bytes());
    }

    public String message() {
      var before = seen.checkpoint();
      var now = shown.checkpoint();
      return now.size() < before.size()
          ? "checkpoint from %s shrank: had size %d, now %d"
              .formatted(before.origin(), before.size(), now.size())
          : "checkpoint from %s at size %d: had root %s, now %s"
              .formatted(
                  before.origin(), before.size(), before.root().base64(), now.root().base64());
    }
  }
}
