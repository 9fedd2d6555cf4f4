package org.entente.document;

import java.net.URI;
import java.util.List;
import org.entente.accord.KeyUse;
import org.entente.crypto.VerifyingKey;

/// What an accord takes over from a party's node card.
public record PartyCard(String id, String country, String name, URI node, List<Key> keys) {
  public record Key(String kid, KeyUse use, VerifyingKey key) {}

  public PartyCard {
    keys = List.copyOf(keys);
  }
}
