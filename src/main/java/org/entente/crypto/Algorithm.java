package org.entente.crypto;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The signature algorithms Entente speaks, under their JOSE names (RFC 9864, RFC 9881's parameter
/// sets): a classical one and two post-quantum ones (FIPS 204).
public enum Algorithm {
  ED25519("Ed25519", 32, 64, "302a300506032b6570032100"),
  ML_DSA_44("ML-DSA-44", 1312, 2420, "30820532300b06096086480165030403110382052100"),
  ML_DSA_65("ML-DSA-65", 1952, 3309, "308207b2300b0609608648016503040312038207a100");

  private final String joseName;
  private final int publicLength;
  private final int signatureLength;
  private final String spkiPrefix;

  Algorithm(String joseName, int publicLength, int signatureLength, String spkiPrefix) {
    this.joseName = joseName;
    this.publicLength = publicLength;
    this.signatureLength = signatureLength;
    this.spkiPrefix = spkiPrefix;
  }

  public static Optional<Algorithm> named(String joseName) {
    return Arrays.stream(values()).filter(a -> a.joseName.equals(joseName)).findFirst();
  }

  public String joseName() {
    return joseName;
  }

  /// Length of a raw public key in bytes.
  public int publicLength() {
    return publicLength;
  }

  public int signatureLength() {
    return signatureLength;
  }

  /// What stands before the raw key in its X.509 SubjectPublicKeyInfo.
  byte[] spkiPrefix() {
    return HexFormat.of().parseHex(spkiPrefix);
  }
}
