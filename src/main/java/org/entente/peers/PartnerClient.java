package org.entente.peers;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// The way to one partner's node: [TlsClient], or, in a simulated world, something in its place.
/// Paths are those of docs/protocol/exchange.md §2, below [#PREFIX].
public interface PartnerClient extends AutoCloseable {
  String PREFIX = "/entente/v1/";

  /// A short answer, whole.
  record Answer(int status, byte[] body) {
    private static final int MAX_BODY = 4 << 20;

    /// Reads what came, up to a size that no honest short answer has.
    public static Answer whole(int status, InputStream body) throws IOException {
      var bytes = body.readNBytes(MAX_BODY + 1);
      if (bytes.length > MAX_BODY) {
        throw new IOException("an answer of more than " + MAX_BODY + " bytes");
      }
      return new Answer(status, bytes);
    }

    public boolean succeeded() {
      return status / 100 == 2;
    }
  }

  /// Reads a body while it arrives.
  @FunctionalInterface
  interface BodyReader<T> {
    T read(int status, InputStream body) throws IOException;
  }

  /// Makes the way to a partner.
  @FunctionalInterface
  interface Connector {
    PartnerClient to(NodeCard partner, TlsIdentity own);
  }

  default Answer get(String path) throws IOException, InterruptedException {
    return streamed(path, Duration.ZERO, Answer::whole);
  }

  Answer post(String path, byte[] body) throws IOException, InterruptedException;

  /// A GET whose answer may come `wait` later than others, as a long-poll's does.
  <T> T streamed(String path, Duration wait, BodyReader<T> reader)
      throws IOException, InterruptedException;

  @Override
  void close();
}
