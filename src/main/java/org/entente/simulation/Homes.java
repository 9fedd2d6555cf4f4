package org.entente.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.entente.accord.CompiledAccord;
import org.entente.accord.KeyUse;
import org.entente.accord.Pillar;
import org.entente.decisions.Agreements;
import org.entente.document.AccordReader;
import org.entente.document.AccordRejected;
import org.entente.document.Draft;
import org.entente.document.SignedAccord;
import org.entente.draft.Cards;
import org.entente.expression.Source;
import org.entente.holdings.Catalogue;
import org.entente.holdings.Collection;
import org.entente.holdings.NewCollection;
import org.entente.json.JsonValue;
import org.entente.peers.NodeCard;
import org.entente.peers.NodeKeys;
import org.entente.peers.Peers;
import org.entente.stix.Gate;
import org.entente.storage.Database;
import org.entente.storage.Home;

/// Homes of nodes that have met and signed, made once and copied for every world: an accord between
/// each two of them, and in each home a collection `open` that is open to all and one `closed`.
///
/// Keys are new each time, since whoever makes keys from a number makes keys that others can make.
/// Nothing that happens in a world depends on them.
final class Homes {
  static final Instant BEGINNING = Instant.parse("2026-11-01T00:00:00Z");
  static final String OPEN = "open";
  static final String CLOSED = "closed";

  private static final List<String> COUNTRIES = List.of("XA", "XB", "XC");

  private static final String TEMPLATE = template();

  private final Path folder;
  private final int nodes;
  private final List<byte[]> amendments = new ArrayList<>();

  /// @param folder new; the homes are made in it
  Homes(Path folder, int nodes) {
    this.folder = folder;
    this.nodes = nodes;
    try {
      Files.createDirectories(folder);
      make();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (AccordRejected e) {
      throw new IllegalStateException("the accord of the simulated world is none", e);
    }
  }

  int nodes() {
    return nodes;
  }

  /// The second revision of every accord.
  List<byte[]> amendments() {
    return List.copyOf(amendments);
  }

  static String identity(int node) {
    return "identity--00000000-0000-4000-8000-00000000000" + (node + 1);
  }

  /// The id of the accord between two of them.
  static String accord(int one, int other) {
    return "accord--00000000-0000-4000-8000-0000000000%d%d"
        .formatted(Math.min(one, other) + 1, Math.max(one, other) + 1);
  }

  static String country(int node) {
    return COUNTRIES.get(node);
  }

  /// Copies the home of a node.
  Home copy(int node, Path to) {
    Folders.copy(folder.resolve(country(node)), to);
    return new Home(to);
  }

  private void make() throws IOException, AccordRejected {
    var cards = new ArrayList<NodeCard>();
    var keys = new ArrayList<NodeKeys>();
    for (int node = 0; node < nodes; node++) {
      keys.add(NodeKeys.generate(BEGINNING));
      cards.add(card(node, keys.get(node)));
    }
    var accords = new ArrayList<byte[]>();
    for (int one = 0; one < nodes; one++) {
      for (int other = one + 1; other < nodes; other++) {
        var revisions = accord(one, other, cards, keys);
        accords.add(revisions.getFirst());
        amendments.add(revisions.getLast());
      }
    }
    for (int node = 0; node < nodes; node++) {
      make(new Home(folder.resolve(country(node))), node, cards, keys.get(node), accords);
    }
  }

  private static NodeCard card(int node, NodeKeys keys) {
    return new NodeCard(
        identity(node),
        country(node),
        "Authority " + country(node),
        URI.create(
            "https://%s.example:8443".formatted(country(node).toLowerCase(java.util.Locale.ROOT))),
        keys.tls().pin(),
        keys.publicKeys(),
        List.of(NodeCard.VERSION));
  }

  /// The revisions of an accord between two of them, signed by both: the first, and the one that
  /// follows it.
  private static List<byte[]> accord(int one, int other, List<NodeCard> cards, List<NodeKeys> keys)
      throws AccordRejected {
    var between = List.of(Cards.party(cards.get(one)), Cards.party(cards.get(other)));
    var id = accord(one, other);
    var both = List.of(keys.get(one), keys.get(other));
    var today = LocalDate.of(2026, 1, 1);
    var first =
        new Draft(AccordReader.read(TEMPLATE.getBytes(UTF_8))).compose(between, id, today, today);
    var next =
        new Draft(AccordReader.read(Amendment.of(TEMPLATE).getBytes(UTF_8)))
            .compose(between, id, today, Amendment.FIRST_DAY)
            .accord()
            .document()
            .with("revision", JsonValue.of(2))
            .with("supersedes", JsonValue.of(first.accord().digest().hex()));
    return List.of(signed(first, both), signed(AccordReader.read(next), both));
  }

  private static byte[] signed(CompiledAccord accord, List<NodeKeys> keys) throws AccordRejected {
    return SignedAccord.sign(accord, keys.getFirst().of(KeyUse.SIGN))
        .and(keys.getLast().of(KeyUse.SIGN))
        .bytes();
  }

  private static String template() {
    try (InputStream template = Homes.class.getResourceAsStream("accord.yaml")) {
      if (template == null) {
        throw new IllegalStateException("accord.yaml is missing from this build");
      }
      return new String(template.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void make(
      Home home, int node, List<NodeCard> cards, NodeKeys keys, List<byte[]> accords)
      throws IOException {
    home.makeFolders();
    keys.write(home.keys());
    Files.write(home.card(), cards.get(node).bytes());
    try (var database = Database.open(home.database())) {
      var peers = new Peers(database);
      for (var card : cards) {
        if (!card.identity().equals(identity(node))) {
          peers.add(card);
          peers.confirm(card.identity(), card.fingerprint());
        }
      }
      var clock = InstantSource.fixed(BEGINNING);
      var agreements = new Agreements(database, peers, cards.get(node), clock);
      accords.forEach(agreements::install); // those of others are refused
      database.write(connection -> {
        var open = Catalogue.add(connection, collection(node, OPEN)).orElseThrow();
        Catalogue.open(connection, open, Collection.EVERYBODY);
        return Catalogue.add(connection, collection(node, CLOSED));
      });
    }
  }

  private static NewCollection collection(int node, String name) {
    return new NewCollection(
        new UUID(node, name.hashCode()),
        name,
        name,
        Pillar.INFORMATION,
        Gate.TOLERANT,
        Source.OWN,
        java.util.Optional.empty());
  }
}
