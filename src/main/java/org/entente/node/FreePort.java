package org.entente.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// Finds a port for `init --port 0`. The number is written down once, since it stands in the node
/// card; therefore it lies below what kernels hand out to outgoing connections (32768 on Linux,
/// 49152 on macOS), where a stranger could sit on it between two starts.
public final class FreePort {
  private static final int LOWEST = 10_000;
  private static final int HIGHEST = 32_000;
  private static final int TRIES = 200;

  private FreePort() {}

  /// A port that nobody listens on now and that is not among the taken ones.
  public static int find(Set<Integer> taken) {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (!taken.contains(port) && isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port between %d and %d".formatted(LOWEST, HIGHEST));
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
