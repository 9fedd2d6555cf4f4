package org.entente.peers;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Predicate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.entente.crypto.Secrets;
import org.entente.crypto.Sha256;

/// TLS 1.3 in which both sides show a certificate and only its key counts: a handshake succeeds
/// when the SHA-256 of the other side's SubjectPublicKeyInfo is one that is trusted at that moment.
/// No name, issuer, date or authority is looked at, so nobody outside the two nodes can vouch for a
/// stranger.
final class PinnedTls {
  static final String PROTOCOL = "TLSv1.3";

  private PinnedTls() {}

  /// A context that shows `own` and asks `trusted` about every key it is shown.
  static SSLContext context(TlsIdentity own, Predicate<Sha256> trusted) {
    try {
      var password = Secrets.random(16);
      var characters = java.util.HexFormat.of().formatHex(password).toCharArray();
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "node", own.privateKey(), characters, new Certificate[] {own.certificate()});
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, characters);
      var context = SSLContext.getInstance(PROTOCOL);
      context.init(keys.getKeyManagers(), new TrustManager[] {new Pins(trusted)}, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every JDK speaks " + PROTOCOL, e);
    }
  }

  static SSLParameters parameters() {
    var parameters = new SSLParameters();
    parameters.setProtocols(new String[] {PROTOCOL});
    return parameters;
  }

  /// An X509ExtendedTrustManager, because JSSE adds its own check of host names to a plain one.
  private static final class Pins extends X509ExtendedTrustManager {
    private final Predicate<Sha256> trusted;

    Pins(Predicate<Sha256> trusted) {
      this.trusted = trusted;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
      if (chain.length == 0) {
        throw new CertificateException("no certificate shown");
      }
      var pin = TlsIdentity.pin(chain[0]);
      if (!trusted.test(pin)) {
        throw new CertificateException("key " + pin + " is not on the card of a confirmed peer");
      }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
