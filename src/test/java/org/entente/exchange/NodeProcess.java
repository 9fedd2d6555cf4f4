package org.entente.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A node in a process of its own, so that it can be killed like one. With a file as second
/// argument it imports that into an open collection.
final class NodeProcess {
  private NodeProcess() {}

  public static void main(String[] arguments) throws Exception {
    var node = new TestNode(Path.of(arguments[0]), TwoNodes.IMPATIENT).start();
    if (arguments.length > 1) {
      node.file(node.opened("information"), Path.of(arguments[1]));
    }
    new CountDownLatch(1).await();
  }

  /// Starts one with this test's own class path.
  static Process start(Path home, Path... imported) throws IOException {
    var command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                NodeProcess.class.getName(),
                home.toString()));
    List.of(imported).forEach(file -> command.add(file.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(Files.createTempFile("node", ".log").toFile())
        .start();
  }
}
