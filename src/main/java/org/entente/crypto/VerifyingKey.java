package org.entente.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/// A public key that checks signatures: an algorithm and the raw key as its standard encodes it
/// (RFC 8032 §5.1.5, FIPS 204 §7.2). Two keys are equal when both are.
///
/// One verification for everybody (decision 0310, frozen by `SignatureVectorsTest`): Ed25519 as RFC
/// 8032 §5.1.7 without the cofactor, S below L, every encoding canonical; a public key that is no
/// point of the curve, or one of the eight points under which a signature can be made without any
/// private key, is no key. ML-DSA as FIPS 204 algorithm 3, with an empty context.
public final class VerifyingKey {
  /// The points of order 1, 2, 4 and 8 as RFC 8032 encodes them. Under such a key, `R = 1, S = 0`
  /// is a signature of every eighth message at least.
  private static final Set<String> SMALL_ORDER =
      Set.of(
          "0100000000000000000000000000000000000000000000000000000000000000",
          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "0000000000000000000000000000000000000000000000000000000000000000",
          "0000000000000000000000000000000000000000000000000000000000000080",
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa");

  private final Algorithm algorithm;
  private final byte[] raw;
  private final PublicKey key;

  private VerifyingKey(Algorithm algorithm, byte[] raw, PublicKey key) {
    this.algorithm = algorithm;
    this.raw = raw;
    this.key = key;
  }

  /// Throws IllegalArgumentException when the bytes are no key of that algorithm.
  public static VerifyingKey ofRaw(Algorithm algorithm, byte[] raw) {
    if (raw.length != algorithm.publicLength()) {
      throw new IllegalArgumentException(
          "a raw %s public key has %d bytes, this one %d"
              .formatted(algorithm.joseName(), algorithm.publicLength(), raw.length));
    }
    var prefix = algorithm.spkiPrefix();
    var spki = Arrays.copyOf(prefix, prefix.length + raw.length);
    System.arraycopy(raw, 0, spki, prefix.length, raw.length);
    try {
      var key =
          KeyFactory.getInstance(algorithm.joseName()).generatePublic(new X509EncodedKeySpec(spki));
      requireSound(algorithm, raw, key);
      return new VerifyingKey(algorithm, raw.clone(), key);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a " + algorithm.joseName() + " public key", e);
    }
  }

  /// The JDK looks at the point only when it verifies, and calls a bad one a fault of the program.
  private static void requireSound(Algorithm algorithm, byte[] raw, PublicKey key)
      throws GeneralSecurityException {
    if (algorithm == Algorithm.ED25519 && SMALL_ORDER.contains(HexFormat.of().formatHex(raw))) {
      throw new IllegalArgumentException(
          "a point of small order: anybody can sign for it, so it is no Ed25519 public key");
    }
    Signature.getInstance(algorithm.joseName()).initVerify(key);
  }

  /// Reads the raw key in base64url without padding, as accords and cards carry it.
  public static VerifyingKey ofBase64Url(Algorithm algorithm, String base64Url) {
    var key = ofRaw(algorithm, Base64.getUrlDecoder().decode(base64Url));
    if (!key.base64Url().equals(base64Url)) {
      throw new IllegalArgumentException("not base64url without padding and spare bits");
    }
    return key;
  }

  static VerifyingKey of(Algorithm algorithm, PublicKey key) {
    var spki = key.getEncoded();
    return new VerifyingKey(
        algorithm,
        Arrays.copyOfRange(spki, spki.length - algorithm.publicLength(), spki.length),
        key);
  }

  public Algorithm algorithm() {
    return algorithm;
  }

  public byte[] raw() {
    return raw.clone();
  }

  public String base64Url() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
  }

  public boolean verifies(byte[] message, byte[] signature) {
    if (signature.length != algorithm.signatureLength()) {
      return false;
    }
    try {
      var verifier = Signature.getInstance(algorithm.joseName());
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException e) {
      return false; // a signature that does not parse does not verify
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was read cannot be used", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifyingKey that
        && algorithm == that.algorithm
        && Arrays.equals(raw, that.raw);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(raw);
  }

  @Override
  public String toString() {
    return algorithm.joseName() + ":" + base64Url();
  }
}
