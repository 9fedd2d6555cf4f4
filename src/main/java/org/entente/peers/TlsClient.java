package org.entente.peers;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What this node asks of one partner's node, over TLS. The connection counts only when the other
/// side shows the key that stands on its card, and every answer is bounded in time and size.
public final class TlsClient implements PartnerClient {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration BODY = Duration.ofMinutes(3);

  private final URI node;
  private final HttpClient http;

  public TlsClient(NodeCard partner, TlsIdentity own) {
    this.node = partner.node();
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT)
            .sslContext(PinnedTls.context(own, partner.tls()::equals))
            .sslParameters(PinnedTls.parameters())
            .build();
  }

  @Override
  public Answer post(String path, byte[] body) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri(path))
            .timeout(ANSWER)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return read(http.send(request, BodyHandlers.ofInputStream()), Answer::whole);
  }

  @Override
  public <T> T streamed(String path, Duration wait, BodyReader<T> reader)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(uri(path)).timeout(ANSWER.plus(wait)).GET().build();
    return read(http.send(request, BodyHandlers.ofInputStream()), reader);
  }

  /// The client's own timeout ends with the headers; a body that stops coming is cut here.
  private static <T> T read(HttpResponse<InputStream> response, BodyReader<T> reader)
      throws IOException {
    var finished = new CountDownLatch(1);
    try (var body = response.body()) {
      Thread.startVirtualThread(() -> closeWhenLate(finished, body));
      return reader.read(response.statusCode(), body);
    } finally {
      finished.countDown();
    }
  }

  private static void closeWhenLate(CountDownLatch finished, InputStream body) {
    try {
      if (!finished.await(BODY.toSeconds(), TimeUnit.SECONDS)) {
        body.close();
      }
    } catch (InterruptedException | IOException e) {
      Thread.currentThread().interrupt(); // the reader meets the same failure and reports it
    }
  }

  private URI uri(String path) {
    return node.resolve(PREFIX + path);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
