package org.entente.peers;

import java.time.Duration;

/// What one partner, or a stranger who only connects, can take of this node through the partner
/// port.
///
/// @param headerBytes longest request line with headers
/// @param bodyBytes longest request body; a receipt is the largest thing a partner posts
/// @param idle a connection silent for so long is closed; above the longest long-poll
/// @param connections open at once, all partners and strangers together
/// @param requestsOfOnePartner running at once
public record PortLimits(
    int headerBytes, int bodyBytes, Duration idle, int connections, int requestsOfOnePartner) {
  public static final PortLimits DEFAULT =
      new PortLimits(8_192, 4 << 20, Duration.ofSeconds(90), 512, 16);
}
