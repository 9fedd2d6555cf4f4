package org.entente.feed;

import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.entente.peers.PartnerClient;
import org.entente.peers.TlsClient;

/// What a node finds around it: the time, the way to its partners, and somebody to do its work. A
/// simulated world is made of the same node with another of these.
///
/// @param elapsed nanoseconds since some moment, of a clock that nobody puts back
public record Outside(
    InstantSource clock, LongSupplier elapsed, PartnerClient.Connector partners, Loop.Maker loops) {
  /// This machine's clock, TLS, and a thread for each piece of work.
  public static final Outside REAL =
      new Outside(InstantSource.system(), System::nanoTime, TlsClient::new, ThreadLoop::new);

  /// The same with another clock.
  public Outside at(InstantSource other) {
    return new Outside(other, elapsed, partners, loops);
  }
}
