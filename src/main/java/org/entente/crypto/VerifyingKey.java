package org.entente.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/// A public key that checks signatures: an algorithm and the raw key as its standard encodes it
/// (RFC 8032 §5.1.5, FIPS 204 §7.2). Two keys are equal when both are.
public final class VerifyingKey {
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
      // Bytes that are no point of the curve are found here, not at the first signature.
      Signature.getInstance(algorithm.joseName()).initVerify(key);
      return new VerifyingKey(algorithm, raw.clone(), key);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a " + algorithm.joseName() + " public key", e);
    }
  }

  /// Reads the raw key in base64url without padding, as accords and cards carry it, in its one
  /// form: Java's decoder forgives padding and bits left over.
  public static VerifyingKey ofBase64Url(Algorithm algorithm, String base64Url) {
    var key = ofRaw(algorithm, Base64.getUrlDecoder().decode(base64Url));
    if (!key.base64Url().equals(base64Url)) {
      throw new IllegalArgumentException("a key is base64url without padding, in its one form");
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
