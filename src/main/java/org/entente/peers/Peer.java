package org.entente.peers;

/// A partner's node as its card describes it. Until people have compared the 12 words it is not
/// confirmed, and can do nothing: its key opens no connection, nothing is asked of it.
public record Peer(NodeCard card, boolean confirmed) {
  public String identity() {
    return card.identity();
  }
}
