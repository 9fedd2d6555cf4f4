package org.entente.peers;

/// A file handed over as a node card is none; the message names the member and what was expected.
public final class MalformedCard extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedCard(String problem) {
    super("node card: " + problem);
  }
}
