package org.entente.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MainPortTest {
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void tells_strangers_that_it_runs_and_nothing_else() throws Exception {
    var healthy = new AtomicBoolean(true);
    try (var port = MainPort.loopbackHttp(0, healthy::get)) {
      assertThat(port.url().getScheme()).isEqualTo("http");
      var start = get(port.url());
      assertThat(start.statusCode()).isEqualTo(200);
      assertThat(start.body()).contains("not shown to strangers");

      assertThat(get(port.url().resolve("/health")).body()).isEqualTo("{\"status\":\"up\"}");
      healthy.set(false);
      var down = get(port.url().resolve("/health"));
      assertThat(down.statusCode()).isEqualTo(503);
      assertThat(down.body()).isEqualTo("{\"status\":\"down\"}");

      var absent = get(port.url().resolve("/nothing/here?x=1"));
      assertThat(absent.statusCode()).isEqualTo(404);
      assertThat(absent.body()).isEqualTo("Not Found\n");
    }
  }

  @Test
  void every_answer_carries_the_security_headers_and_no_name_of_a_product() throws Exception {
    try (var port = MainPort.loopbackHttp(0, () -> true)) {
      for (var path : new String[] {"/", "/health", "/start.css", "/absent", "/error"}) {
        var headers = get(port.url().resolve(path)).headers();
        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
            .as(path)
            .contains("default-src 'none'")
            .contains("frame-ancestors 'none'");
        assertThat(headers.firstValue("X-Content-Type-Options")).as(path).hasValue("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).as(path).hasValue("no-referrer");
        assertThat(headers.firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(headers.firstValue("Server")).as(path).isEmpty();
        assertThat(headers.map().toString().toLowerCase(Locale.ROOT)).doesNotContain("jetty");
      }
    }
  }

  @Test
  void speaks_https_with_a_certificate_that_names_this_machine(@TempDir Path folder)
      throws Exception {
    var file = folder.resolve("main-port.p12");
    var certificate = MainCertificate.at(file, "127.0.0.1", Instant.now());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusting(certificate.getCertificate("main-port")));
    var tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);

    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (var port = MainPort.https(loopback, certificate, () -> true);
        var browser = HttpClient.newBuilder().sslContext(tls).build()) {
      var start = browser.send(HttpRequest.newBuilder(port.url()).build(), BodyHandlers.ofString());
      assertThat(start.statusCode()).isEqualTo(200);
      assertThat(start.headers().firstValue("Strict-Transport-Security")).isPresent();
    }
  }

  @Test
  void keeps_its_certificate_until_it_is_about_to_end(@TempDir Path folder) throws Exception {
    var file = folder.resolve("main-port.p12");
    var now = Instant.parse("2026-11-22T16:00:00Z");
    var first = MainCertificate.at(file, "localhost", now).getCertificate("main-port");

    var later = MainCertificate.at(file, "localhost", now.plus(Duration.ofDays(700)));
    assertThat(later.getCertificate("main-port")).isEqualTo(first);

    var atTheEnd = MainCertificate.at(file, "localhost", now.plus(Duration.ofDays(800)));
    assertThat(atTheEnd.getCertificate("main-port")).isNotEqualTo(first);
  }

  private static KeyStore trusting(Certificate certificate) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("node", certificate);
    return store;
  }

  private HttpResponse<String> get(URI url) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
  }
}
