package org.entente.node;

import java.time.Instant;
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

  public static void make(Home home, Configuration configuration, Instant now) {
    home.makeFolders();
    try (var _ =
        home.lock()
            .orElseThrow(() -> new StorageFailure("another process works in " + home.folder()))) {
      var keys = NodeKeys.generate(now);
      keys.write(home.keys());
      try (var database = Database.open(home.database())) {
        makeCollections(database);
      }
      DurableFile.write(home.card(), OwnCard.of(configuration, keys, home).bytes());
      configuration.write(home.config());
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
