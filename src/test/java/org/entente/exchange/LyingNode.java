package org.entente.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.entente.accord.KeyUse;
import org.entente.crypto.Sha256;
import org.entente.feed.Signal;
import org.entente.peers.PartnerClient;
import org.entente.peers.PartnerPort;
import org.entente.peers.PortLimits;
import org.entente.peers.TlsClient;
import org.entente.receipt.SignedReceipt;
import org.entente.tlog.Checkpoint;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.NoteSigners;
import org.entente.tlog.SignedCheckpoint;
import org.jspecify.annotations.Nullable;

/// A whole node that lies on purpose, in place of one whose exchange never began: its port, its
/// keys, and a [ForgedLog] for each accord, served as an honest node serves its own. Any path may
/// be told to answer something else. It takes every receipt and rings its partner's doorbell.
final class LyingNode implements AutoCloseable {
  private final TestNode node;
  private final TestNode victim;
  private final PartnerPort port;
  private final PartnerClient client;
  private final Map<String, ForgedLog> logs = new ConcurrentHashMap<>();
  private final Map<String, Lie> lies = new ConcurrentHashMap<>();
  private final Signal published = new Signal();
  private final AtomicLong told = new AtomicLong();

  /// What came in answer, as it came.
  final List<byte[]> receipts = new CopyOnWriteArrayList<>();

  /// An answer that no honest node gives.
  @FunctionalInterface
  interface Lie {
    void tell(Request request, Response response, Callback callback) throws Exception;
  }

  LyingNode(TestNode node, TestNode victim) {
    this.node = node;
    this.victim = victim;
    this.client = new TlsClient(victim.card, node.keys.tls());
    this.port =
        new PartnerPort(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port),
            node.keys.tls(),
            node.peers,
            PortLimits.DEFAULT,
            new Answers());
    port.start();
  }

  /// The log it writes toward the victim under that accord.
  ForgedLog log(String accord) {
    return logs.computeIfAbsent(accord, id -> ForgedLog.of(node, id, victim));
  }

  /// Goes on with another log in its place.
  void goOn(String accord, ForgedLog log) {
    logs.put(accord, log);
    ring(accord);
  }

  /// Whatever was added can be read; the victim is told.
  void publish(String accord) {
    ring(accord);
  }

  void ring(String accord) {
    published.raise();
    try {
      client.post("accords/" + accord + "/doorbell", new byte[0]);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What a path below an accord answers from now on.
  LyingNode says(String accord, String path, Lie lie) {
    lies.put(PartnerClient.PREFIX + "accords/" + accord + "/" + path, lie);
    return this;
  }

  LyingNode says(String accord, String path, byte[] answer) {
    return says(
        accord,
        path,
        (request, response, callback) -> response.write(true, ByteBuffer.wrap(answer), callback));
  }

  /// Honest again there.
  void repents(String accord, String path) {
    lies.remove(PartnerClient.PREFIX + "accords/" + accord + "/" + path);
    published.raise();
  }

  /// A cosignature of its own over a log of the victim, of any size and root at all.
  SignedCheckpoint cosigned(LogOrigin origin, long size, Sha256 root) {
    var keys = node.keys.of(KeyUse.HOLD);
    return NoteSigners.ofHolder(node.card.identity(), keys.get(0).key(), keys.get(1).key())
        .sign(new SignedCheckpoint(new Checkpoint(origin, size, root), List.of()), Instant.now());
  }

  /// How many lies were asked for.
  long told() {
    return told.get();
  }

  PartnerClient client() {
    return client;
  }

  /// The last receipt for a range with that entry.
  SignedReceipt receiptFor(long entry) throws Exception {
    @Nullable SignedReceipt found = null;
    for (var bytes : receipts) {
      var receipt = SignedReceipt.parse(bytes);
      if (receipt.covers(entry)) {
        found = receipt;
      }
    }
    return java.util.Objects.requireNonNull(found);
  }

  private final class Answers extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      var path = Request.getPathInContext(request);
      var lie = lies.get(path);
      if (lie != null) {
        told.incrementAndGet();
        lie.tell(request, response, callback);
        return true;
      }
      var parts = path.substring(PartnerClient.PREFIX.length()).split("/", 3);
      var log = parts.length == 3 ? logs.get(parts[1]) : null;
      if (parts.length == 3 && parts[2].equals("receipts")) {
        try (var body = Content.Source.asInputStream(request)) {
          receipts.add(body.readAllBytes());
        }
      }
      if (log == null || !parts[2].equals("out/releases") || log.size() == 0) {
        response.setStatus(204);
        callback.succeeded();
        return true;
      }
      response.write(true, ByteBuffer.wrap(page(log, request)), callback);
      return true;
    }

    private byte[] page(ForgedLog log, Request request) throws InterruptedException {
      var query = Request.extractQueryParameters(request, UTF_8);
      int from = Integer.parseInt(query.getValue("from"));
      int limit = Integer.parseInt(query.getValue("limit"));
      long seen = published.count();
      if (log.size() <= from) {
        published.awaitAfter(seen, Duration.ofSeconds(Integer.parseInt(query.getValue("wait"))));
      }
      return log.page(from, limit);
    }
  }

  @Override
  public void close() {
    published.raise();
    client.close();
    port.close();
  }
}
