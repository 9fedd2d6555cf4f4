package org.entente.node;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.entente.accord.KeyUse;
import org.entente.peers.CardKey;
import org.entente.peers.MalformedCard;
import org.entente.peers.NodeCard;
import org.entente.peers.NodeKeys;
import org.entente.storage.Home;
import org.entente.storage.StorageFailure;

/// What this node says of itself to partners: its settings and the public halves of its keys.
final class OwnCard {
  private OwnCard() {}

  static NodeCard of(Configuration configuration, NodeKeys keys, Home home) {
    return new NodeCard(
        configuration.identity(),
        configuration.country(),
        configuration.name(),
        configuration.partnerPort().url(),
        keys.tls().pin(),
        keys(keys, home),
        List.of(NodeCard.VERSION));
  }

  /// The signatories' keys may have been taken off this machine; the card goes on naming them.
  private static List<CardKey> keys(NodeKeys keys, Home home) {
    if (!keys.of(KeyUse.SIGN).isEmpty()) {
      return keys.publicKeys();
    }
    try {
      var before = NodeCard.read(Files.readAllBytes(home.card()));
      var signing = before.keys().stream().filter(key -> key.use() == KeyUse.SIGN);
      return Stream.concat(signing, keys.publicKeys().stream()).toList();
    } catch (IOException | MalformedCard e) {
      throw new StorageFailure(
          "%s does not read: %s; restore it, or put the sign-*.json back in %s"
              .formatted(home.card(), e.getMessage(), home.keys()),
          e);
    }
  }
}
