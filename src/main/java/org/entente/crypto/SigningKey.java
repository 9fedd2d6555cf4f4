package org.entente.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;

/// A private key with its public half. Its file form, always written 0600:
///
///     {"alg":"Ed25519","private":"<PKCS #8, base64>","public":"<raw, base64url>"}
///
/// `toString` shows the public half only.
public final class SigningKey {
  private static final byte[] PROBE = new byte[32];

  private final VerifyingKey publicKey;
  private final PrivateKey privateKey;

  private SigningKey(VerifyingKey publicKey, PrivateKey privateKey) {
    this.publicKey = publicKey;
    this.privateKey = privateKey;
  }

  public static SigningKey generate(Algorithm algorithm) {
    try {
      var pair = KeyPairGenerator.getInstance(algorithm.joseName()).generateKeyPair();
      return new SigningKey(VerifyingKey.of(algorithm, pair.getPublic()), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("JDK 25 has " + algorithm.joseName(), e);
    }
  }

  /// Throws IllegalArgumentException, saying which member is wrong, never its value.
  public static SigningKey ofJson(JsonObject json) {
    var algorithm =
        json.string("alg")
            .flatMap(Algorithm::named)
            .orElseThrow(() -> new IllegalArgumentException("alg: not a known algorithm"));
    var publicKey =
        VerifyingKey.ofBase64Url(
            algorithm,
            json.string("public")
                .orElseThrow(() -> new IllegalArgumentException("public: missing")));
    var encoded =
        json.string("private").orElseThrow(() -> new IllegalArgumentException("private: missing"));
    try {
      var privateKey =
          KeyFactory.getInstance(algorithm.joseName())
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(encoded)));
      return new SigningKey(publicKey, privateKey);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("private: not a PKCS #8 key of that algorithm", e);
    }
  }

  public JsonObject toJson() {
    return JsonValue.object()
        .put("alg", publicKey.algorithm().joseName())
        .put("private", Base64.getEncoder().encodeToString(privateKey.getEncoded()))
        .put("public", publicKey.base64Url())
        .build();
  }

  public VerifyingKey publicKey() {
    return publicKey;
  }

  public byte[] sign(byte[] message) {
    try {
      var signer = Signature.getInstance(publicKey.algorithm().joseName());
      signer.initSign(privateKey);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was read cannot be used", e);
    }
  }

  /// Whether what it signs holds by its public half; both come from one file, which may be spoilt.
  public boolean isPaired() {
    return publicKey.verifies(PROBE, sign(PROBE));
  }

  @Override
  public String toString() {
    return "SigningKey(" + publicKey + ")";
  }
}
