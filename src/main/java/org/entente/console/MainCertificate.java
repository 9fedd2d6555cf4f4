package org.entente.console;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.entente.crypto.Secrets;
import org.entente.storage.DurableFile;
import org.entente.storage.StorageFailure;

/// The certificate that browsers see: `main-port.p12` in the home's `keys` folder, a PKCS #12 file
/// with an empty password (the file is 0600, as its neighbours are). It is made when absent and
/// made anew when about to end; an administrator may put one of the national CA in its place.
public final class MainCertificate {
  /// The most that browsers accept.
  private static final Duration VALID = Duration.ofDays(825);

  private static final Duration RENEWED_BEFORE = Duration.ofDays(30);
  private static final char[] NO_PASSWORD = new char[0];
  private static final String ALIAS = "main-port";
  private static final int SERIAL_BYTES = 16;

  private MainCertificate() {}

  /// The key and certificate in the file, which is written first when there is none or it ends
  /// soon.
  public static KeyStore at(Path file, String address, Instant now) {
    try {
      if (Files.exists(file)) {
        var store = read(Files.readAllBytes(file));
        if (!endsSoon(store, now)) {
          return store;
        }
      }
      var store = generate(address, now);
      var bytes = new ByteArrayOutputStream();
      store.store(bytes, NO_PASSWORD);
      DurableFile.write(file, bytes.toByteArray());
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new StorageFailure(
          "cannot use " + file + ": " + e.getMessage() + "; remove it to have a new one made", e);
    }
  }

  private static KeyStore read(byte[] bytes) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(bytes), NO_PASSWORD);
    return store;
  }

  /// Only what was made here is made anew; another authority's certificate is its holder's matter.
  private static boolean endsSoon(KeyStore store, Instant now) throws GeneralSecurityException {
    return store.getCertificate(ALIAS) instanceof X509Certificate own
        && own.getNotAfter().toInstant().isBefore(now.plus(RENEWED_BEFORE));
  }

  private static KeyStore generate(String address, Instant now)
      throws IOException, GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    var pair = generator.generateKeyPair();
    var subject = new X500Principal("CN=entente");
    var builder =
        new JcaX509v3CertificateBuilder(
            subject,
            new BigInteger(1, Secrets.random(SERIAL_BYTES)),
            Date.from(now.minus(Duration.ofDays(1))),
            Date.from(now.plus(VALID)),
            subject,
            pair.getPublic());
    builder.addExtension(Extension.subjectAlternativeName, false, names(address));
    try {
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
      var der = builder.build(signer).getEncoded();
      var certificate =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(ALIAS, pair.getPrivate(), NO_PASSWORD, new Certificate[] {certificate});
      return store;
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("every JDK makes ECDSA signatures", e);
    }
  }

  private static GeneralNames names(String address) {
    var own =
        address.matches("[0-9.]+|.*:.*")
            ? new GeneralName(GeneralName.iPAddress, address)
            : new GeneralName(GeneralName.dNSName, address);
    return new GeneralNames(
        new GeneralName[] {
          own,
          new GeneralName(GeneralName.dNSName, "localhost"),
          new GeneralName(GeneralName.iPAddress, "127.0.0.1")
        });
  }
}
