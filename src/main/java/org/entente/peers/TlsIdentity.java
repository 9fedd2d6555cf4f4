package org.entente.peers;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.entente.crypto.Secrets;
import org.entente.crypto.Sha256;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;

/// The key and self-signed certificate with which a node opens and answers TLS on the partner port.
///
/// Nobody vouches for the certificate: a partner pins the SHA-256 of its SubjectPublicKeyInfo, which
/// stands in the node card. Name, issuer and dates in it are therefore never read, only the key
/// (P-256, since every TLS 1.3 implementation has it: RFC 8446 §9.1). Its file, written 0600:
///
///     {"certificate":"<DER, base64>","private":"<PKCS #8, base64>"}
public final class TlsIdentity {
  private static final int SERIAL_BYTES = 16;
  private static final int YEARS = 20;
  private static final String ALGORITHM = "SHA256withECDSA";
  private static final byte[] PROBE = new byte[32];

  private final PrivateKey privateKey;
  private final X509Certificate certificate;

  private TlsIdentity(PrivateKey privateKey, X509Certificate certificate) {
    this.privateKey = privateKey;
    this.certificate = certificate;
  }

  /// A new key; the certificate is valid from a day before `now`, so that clocks may differ.
  public static TlsIdentity generate(Instant now) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var pair = generator.generateKeyPair();
      var subject = new X500Principal("CN=entente node");
      var builder =
          new JcaX509v3CertificateBuilder(
              subject,
              new BigInteger(1, Secrets.random(SERIAL_BYTES)),
              Date.from(now.minus(1, ChronoUnit.DAYS)),
              Date.from(now.plus(YEARS * 365L, ChronoUnit.DAYS)),
              subject,
              pair.getPublic());
      var signer = new JcaContentSignerBuilder(ALGORITHM).build(pair.getPrivate());
      return new TlsIdentity(pair.getPrivate(), read(builder.build(signer).getEncoded()));
    } catch (GeneralSecurityException | OperatorCreationException | java.io.IOException e) {
      throw new IllegalStateException("every JDK makes P-256 keys and ECDSA signatures", e);
    }
  }

  /// Throws IllegalArgumentException, saying which member is wrong, never its value.
  public static TlsIdentity ofJson(JsonObject json) {
    try {
      var encoded = new PKCS8EncodedKeySpec(base64(json, "private"));
      var privateKey = KeyFactory.getInstance("EC").generatePrivate(encoded);
      return new TlsIdentity(privateKey, read(base64(json, "certificate")));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a P-256 key and its certificate", e);
    }
  }

  public JsonObject toJson() {
    try {
      var encoder = Base64.getEncoder();
      return JsonValue.object()
          .put("certificate", encoder.encodeToString(certificate.getEncoded()))
          .put("private", encoder.encodeToString(privateKey.getEncoded()))
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was read has an encoding", e);
    }
  }

  /// What a partner pins: the SHA-256 of the certificate's SubjectPublicKeyInfo.
  public Sha256 pin() {
    return pin(certificate);
  }

  public static Sha256 pin(X509Certificate certificate) {
    return Sha256.of(certificate.getPublicKey().getEncoded());
  }

  /// Whether the private key is that of the certificate.
  boolean isPaired() {
    try {
      var signer = Signature.getInstance(ALGORITHM);
      signer.initSign(privateKey);
      signer.update(PROBE);
      var verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(certificate);
      verifier.update(PROBE);
      return verifier.verify(signer.sign());
    } catch (GeneralSecurityException e) {
      return false; // of another kind, or another curve
    }
  }

  PrivateKey privateKey() {
    return privateKey;
  }

  X509Certificate certificate() {
    return certificate;
  }

  private static X509Certificate read(byte[] der) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private static byte[] base64(JsonObject json, String name) {
    return json.string(name)
        .map(Base64.getDecoder()::decode)
        .orElseThrow(() -> new IllegalArgumentException(name + ": missing"));
  }

  @Override
  public String toString() {
    return "TlsIdentity(" + pin() + ")";
  }
}
