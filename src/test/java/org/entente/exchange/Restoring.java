package org.entente.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import org.entente.feed.LinkName;
import org.entente.storage.Backup;
import org.entente.storage.Home;
import org.entente.storage.Restorations;

/// Backups of nodes that run, and homes made from them again: what an operator does.
final class Restoring {
  private Restoring() {}

  static Path backup(TestNode node, Path folder) {
    Backup.take(node.home, node.database, folder, Instant.now());
    return folder;
  }

  /// The home of a closed node as it was then.
  static void restore(Home home, Path backup) throws IOException {
    delete(home.folder());
    Backup.restore(backup, home, Instant.now());
  }

  static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /// An officer's word.
  static void confirm(TestNode node) {
    node.database.write(
        connection -> Restorations.confirm(connection, "officer-1", "looked at", Instant.now()));
    node.exchange.filed();
  }

  static boolean waits(TestNode node) {
    return node.database.read(Restorations::unconfirmed).isPresent();
  }

  static Link link(TestNode at, TestNode to) {
    return at.exchange.link(new LinkName(to.card.identity(), TestAccord.ID)).orElseThrow();
  }
}
