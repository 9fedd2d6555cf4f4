package org.entente.decisions;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.entente.crypto.Sha256;
import org.entente.national.NationalRejected;
import org.entente.national.NationalRules;

/// This nation's own rules with the digest of their text: when that changes, what is held or
/// withheld is decided again.
public record National(NationalRules rules, Sha256 digest) {
  public static final National NONE = new National(NationalRules.NONE, Sha256.of(new byte[0]));

  /// Reads `national.yaml`.
  public static National of(String yaml) throws NationalRejected {
    return new National(NationalRules.parse(yaml), Sha256.of(yaml.getBytes(UTF_8)));
  }
}
