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
  private static final Patience USUAL =
      new Patience(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(3));

  private final Patience patience;
  private final URI node;
  private final HttpClient http;

  /// How long is waited for what a partner owes.
  ///
  /// @param connect for the connection
  /// @param answer for the head of an answer; for a long-poll so much longer than it was asked for
  /// @param body for all of it, however it trickles
  public record Patience(Duration connect, Duration answer, Duration body) {}

  public TlsClient(NodeCard partner, TlsIdentity own) {
    this(partner, own, USUAL);
  }

  public TlsClient(NodeCard partner, TlsIdentity own, Patience patience) {
    this.patience = patience;
    this.node = partner.node();
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(patience.connect)
            .sslContext(PinnedTls.context(own, partner.tls()::equals))
            .sslParameters(PinnedTls.parameters())
            .build();
  }

  @Override
  public Answer post(String path, byte[] body) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri(path))
            .timeout(patience.answer)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return read(http.send(request, BodyHandlers.ofInputStream()), Answer::whole);
  }

  @Override
  public <T> T streamed(String path, Duration wait, BodyReader<T> reader)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri(path)).timeout(patience.answer.plus(wait)).GET().build();
    return read(http.send(request, BodyHandlers.ofInputStream()), reader);
  }

  /// The client's own timeout ends with the headers; a body that stops coming is cut here.
  private <T> T read(HttpResponse<InputStream> response, BodyReader<T> reader) throws IOException {
    var finished = new CountDownLatch(1);
    try (var body = response.body()) {
      Thread.startVirtualThread(() -> closeWhenLate(finished, body));
      return reader.read(response.statusCode(), body);
    } finally {
      finished.countDown();
    }
  }

  private void closeWhenLate(CountDownLatch finished, InputStream body) {
    try {
      if (!finished.await(patience.body.toMillis(), TimeUnit.MILLISECONDS)) {
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
