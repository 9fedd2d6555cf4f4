package org.entente.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.entente.accord.KeyUse;
import org.entente.crypto.Sha256;
import org.entente.feed.PageEntry;
import org.entente.feed.PageWriter;
import org.entente.peers.PartnerClient;
import org.entente.peers.PartnerPort;
import org.entente.peers.PortLimits;
import org.entente.tlog.Checkpoint;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.NoteSigners;
import org.entente.tlog.SignedCheckpoint;

/// Stands in for a node whose exchange was closed: on its port, with its keys, and it answers what
/// it is told to. What it was told nothing of answers 204.
final class DishonestNode implements AutoCloseable {
  private final TestNode node;
  private final PartnerPort port;
  private final Map<String, byte[]> answers = new ConcurrentHashMap<>();

  DishonestNode(TestNode node) {
    this.node = node;
    this.port =
        new PartnerPort(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port),
            node.keys.tls(),
            node.peers,
            PortLimits.DEFAULT,
            new Answers());
    port.start();
  }

  /// What a path below the accord answers from now on.
  DishonestNode says(String path, byte[] answer) {
    answers.put(PartnerClient.PREFIX + "accords/" + TestAccord.ID + "/" + path, answer);
    return this;
  }

  /// A checkpoint of its own log, signed with the right keys, over any tree at all.
  SignedCheckpoint signed(LogOrigin origin, long size, Sha256 root) {
    var keys = node.keys.of(KeyUse.LOG);
    return NoteSigners.ofLog(origin, keys.get(0).key(), keys.get(1).key())
        .sign(
            new SignedCheckpoint(new Checkpoint(origin, size, root), List.of()),
            java.time.Instant.now());
  }

  /// A cosignature of its own over a log of the partner, likewise.
  SignedCheckpoint cosigned(LogOrigin origin, long size, Sha256 root) {
    var keys = node.keys.of(KeyUse.HOLD);
    return NoteSigners.ofHolder(node.card.identity(), keys.get(0).key(), keys.get(1).key())
        .sign(
            new SignedCheckpoint(new Checkpoint(origin, size, root), List.of()),
            java.time.Instant.now());
  }

  static byte[] page(SignedCheckpoint note, List<PageEntry> entries, List<Sha256> consistency)
      throws IOException {
    var bytes = new ByteArrayOutputStream();
    var page = new PageWriter(bytes, note.bytes());
    for (var entry : entries) {
      page.entry(entry);
    }
    page.end(consistency);
    return bytes.toByteArray();
  }

  private final class Answers extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      var answer = answers.get(Request.getPathInContext(request));
      if (answer == null) {
        response.setStatus(204);
        callback.succeeded();
      } else {
        response.write(true, ByteBuffer.wrap(answer), callback);
      }
      return true;
    }
  }

  @Override
  public void close() {
    port.close();
  }
}
