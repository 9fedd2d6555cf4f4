package org.entente.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import org.entente.accord.Pillar;
import org.entente.expression.Source;
import org.entente.holdings.Catalogue;
import org.entente.holdings.NewCollection;
import org.entente.peers.NodeKeys;
import org.entente.stix.Gate;
import org.entente.storage.Database;
import org.entente.storage.DurableFile;
import org.entente.storage.Home;
import org.entente.storage.StorageFailure;

/// Makes a home that was empty: folders, keys, a store with one closed collection for each pillar,
/// the card, and last the configuration: a home without it was never finished.
public final class NewNode {
  private NewNode() {}

  /// Makes all of it in a folder that is new or empty, or nothing: half a home could neither be
  /// used nor made anew.
  public static void make(Home home, Configuration configuration, Instant now) {
    home.makeFolders();
    try (var _ =
        home.lock()
            .orElseThrow(() -> new StorageFailure("another process works in " + home.folder()))) {
      try {
        fill(home, configuration, now);
      } catch (StorageFailure e) {
        remove(home.folder(), e); // it was empty and is ours alone
        throw e;
      }
    }
  }

  private static void fill(Home home, Configuration configuration, Instant now) {
    var keys = NodeKeys.generate(now);
    keys.write(home.keys());
    try (var database = Database.open(home.database())) {
      makeCollections(database);
    }
    DurableFile.write(home.card(), OwnCard.of(configuration, keys, home).bytes());
    configuration.write(home.config());
  }

  private static void remove(Path folder, StorageFailure because) {
    try (var made = Files.walk(folder)) {
      for (var path : made.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  private static void makeCollections(Database database) {
    database.write(connection -> {
      for (var pillar : Pillar.values()) {
        var made =
            new NewCollection(
                UUID.randomUUID(),
                pillar.word(),
                "Own " + pillar.word(),
                pillar,
                Gate.TOLERANT,
                Source.OWN,
                Optional.empty());
        if (Catalogue.add(connection, made).isEmpty()) {
          throw new IllegalStateException("an empty store has the collection " + made.name());
        }
      }
      return true;
    });
  }
}
