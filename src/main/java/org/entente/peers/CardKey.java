package org.entente.peers;

import org.entente.accord.KeyUse;
import org.entente.crypto.Sha256;
import org.entente.crypto.VerifyingKey;

/// A public key on a node card, with the name under which signatures refer to it.
public record CardKey(String kid, KeyUse use, VerifyingKey key) {
  /// A key named by its use and by what its digest begins with, such as `node-3f9a1c20b7d4`.
  static CardKey of(KeyUse use, VerifyingKey key) {
    var digest = Sha256.of(key.raw()).hex().substring(0, 12);
    return new CardKey(use.word() + "-" + digest, use, key);
  }
}
