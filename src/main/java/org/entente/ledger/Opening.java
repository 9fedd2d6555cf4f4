package org.entente.ledger;

import org.entente.crypto.Secrets;
import org.entente.crypto.Sha256;

/// What opens a commitment: a random salt and the bytes that were committed to. The leaf holds only
/// HMAC-SHA256(salt, content); with the opening anyone can check it, and once salt and content are
/// erased nobody can, not even by guessing (**Erasable content, lasting proof**). The salt has
/// exactly 32 bytes: a shorter or longer one could be another salt under HMAC's padding.
public record Opening(byte[] salt, byte[] content) {
  public static final int SALT_LENGTH = 32;

  public Opening {
    if (salt.length != SALT_LENGTH) {
      throw new IllegalArgumentException("a salt has 32 bytes, this one " + salt.length);
    }
  }

  /// A fresh commitment to this content.
  public static Opening of(byte[] content) {
    return new Opening(Secrets.random(SALT_LENGTH), content);
  }

  public Sha256 commitment() {
    return Sha256.ofBytes(Secrets.hmac(salt, content));
  }

  public boolean opens(Sha256 commitment) {
    return Secrets.same(Secrets.hmac(salt, content), commitment.bytes());
  }

  /// Neither salt nor content belongs in a log line.
  @Override
  public String toString() {
    return "Opening(" + content.length + " bytes)";
  }
}
