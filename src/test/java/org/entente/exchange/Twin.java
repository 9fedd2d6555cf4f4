package org.entente.exchange;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The home of node A a second time, with the same keys.
final class Twin {
  private Twin() {}

  /// Two nodes that have exchanged something, and a copy of the first from that moment, which
  /// listens where nobody looks for it.
  static TwoNodes exchanged(Path folder) throws Exception {
    var nodes = new TwoNodes(folder).start();
    nodes.a.file(nodes.a.open("information"), ExchangeTest.indicator(1));
    nodes.b.file(nodes.b.open("information"), ExchangeTest.indicator(2));
    nodes.settle();
    nodes.a.close();
    copy(nodes.a.home.folder(), home(folder));
    Files.writeString(home(folder).resolve("port"), Integer.toString(TestNode.freePort()));
    nodes.openA();
    nodes.a.start();
    return nodes;
  }

  static Path home(Path folder) {
    return folder.resolve("twin");
  }

  /// Not started yet.
  static TestNode open(Path folder) throws Exception {
    return new TestNode(home(folder), TwoNodes.IMPATIENT);
  }

  /// From its next start on it listens where the partner looks for A.
  static void takesAddress(Path folder) throws Exception {
    Files.copy(
        folder.resolve("a/port"),
        home(folder).resolve("port"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static void copy(Path from, Path to) throws Exception {
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        var target = to.resolve(from.relativize(file).toString());
        Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
