package org.entente.peers;

import java.time.Duration;

/// What one partner, or a stranger who only connects, can take of this node through the partner
/// port.
///
/// @param headerBytes longest request line with headers
/// @param bodyBytes longest request body; a receipt is the largest thing a partner posts
/// @param idle a connection silent for so long is closed; above the longest long-poll
/// @param connections open at once, all partners and strangers together
/// @param strangers connections without a key shown; one more, and the oldest of them is closed
/// @param handshake a stranger silent for so long is closed
/// @param connectionsOfOnePartner open at once; one more, and its oldest is closed
/// @param requestsOfOnePartner running at once
public record PortLimits(
    int headerBytes,
    int bodyBytes,
    Duration idle,
    int connections,
    int strangers,
    Duration handshake,
    int connectionsOfOnePartner,
    int requestsOfOnePartner) {
  public static final PortLimits DEFAULT =
      new PortLimits(
          8_192, 4 << 20, Duration.ofSeconds(90), 1_024, 64, Duration.ofSeconds(10), 64, 16);
}
