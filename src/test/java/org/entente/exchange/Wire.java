package org.entente.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.entente.feed.Signal;

/// A stretch of network before a node that can fail: it passes bytes on, until it is told to cut a
/// connection after so many of them, to let no requests through, or to be down.
final class Wire implements AutoCloseable {
  private static final int NEVER = -1;

  private final int target;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong cutAfter = new AtomicLong(NEVER);
  private final AtomicLong stallAfter = new AtomicLong(NEVER);
  private final AtomicLong cuts = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final Signal resumed = new Signal();
  private volatile boolean down;
  private volatile boolean stalled;

  Wire(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /// Cuts the connection on which so many bytes of answers have come, once.
  void cutAfter(long bytes) {
    cutAfter.set(bytes);
  }

  long cuts() {
    return cuts.get();
  }

  /// How many connections were refused while it was down.
  long refused() {
    return refused.get();
  }

  /// No request passes any more once so many bytes of answers have come in all; answers do.
  void stallAfter(long bytes) {
    stallAfter.set(bytes);
    if (bytes == 0) {
      stalled = true;
    }
  }

  boolean isStalled() {
    return stalled;
  }

  /// Ends every connection and takes none.
  void fail() {
    down = true;
    open.forEach(Wire::drop);
  }

  /// As good as new.
  void mend() {
    down = false;
    stalled = false;
    stallAfter.set(NEVER);
    cutAfter.set(NEVER);
    resumed.raise();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        if (down) {
          refused.incrementAndGet();
          drop(socket);
        } else {
          Thread.startVirtualThread(() -> carry(socket));
        }
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void carry(Socket client) {
    try (client;
        var node = new Socket(InetAddress.getLoopbackAddress(), target)) {
      open.add(client);
      open.add(node);
      Thread.startVirtualThread(() -> requests(client, node));
      answers(node.getInputStream(), client.getOutputStream());
    } catch (IOException e) {
      // one side is gone, so is the connection
    } finally {
      open.remove(client);
    }
  }

  private void requests(Socket client, Socket node) {
    try (client;
        node) {
      var in = client.getInputStream();
      var buffer = new byte[8_192];
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        while (stalled) {
          resumed.awaitAfter(resumed.count(), java.time.Duration.ofMillis(50));
        }
        node.getOutputStream().write(buffer, 0, count);
      }
    } catch (IOException e) {
      // likewise
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(node);
    }
  }

  private void answers(InputStream in, OutputStream out) throws IOException {
    var buffer = new byte[8_192];
    long passed = 0;
    for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
      out.write(buffer, 0, count);
      passed += count;
      long limit = cutAfter.get();
      if (limit >= 0 && passed > limit && cutAfter.compareAndSet(limit, NEVER)) {
        cuts.incrementAndGet();
        throw new IOException("cut");
      }
      long stall = stallAfter.get();
      if (stall >= 0 && passed > stall) {
        stalled = true;
      }
    }
  }

  private static void drop(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    fail();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
