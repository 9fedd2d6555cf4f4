package org.entente.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.entente.accord.Party;
import org.entente.control.ControlSocket;
import org.entente.decisions.Agreements.Installed;
import org.entente.holdings.Catalogue;
import org.entente.holdings.ImportResult;
import org.entente.holdings.NewCollection;
import org.entente.node.Configuration;
import org.entente.node.FreePort;
import org.entente.node.InvalidConfiguration;
import org.entente.node.NewNode;
import org.entente.node.Node;
import org.entente.node.PortTaken;
import org.entente.node.Serving;
import org.entente.storage.Home;
import org.entente.terminal.Call;
import org.entente.terminal.ImportRun;
import org.entente.terminal.Refused;

/// One of the demonstration's two nodes: a real one, that serves and can be talked to by the
/// command line from another window while the demonstration stands.
public final class DemoNode implements AutoCloseable {
  private final Node node;
  private final String name;
  private final Serving serving;

  private DemoNode(Node node, String name, Serving serving) {
    this.node = node;
    this.name = name;
    this.serving = serving;
  }

  /// @param identity the one that the sample's objects of this side name as their creator
  static DemoNode start(Path folder, Party party, String identity) throws Refused {
    var home = new Home(folder);
    if (!home.isEmpty()) {
      throw new Refused(
          "home-not-empty", folder + " is not empty", "name a --home that is new or empty");
    }
    if (!ControlSocket.fits(folder)) {
      throw new Refused("home-path-too-long", folder + " is too long", "name a shorter --home");
    }
    var name = party.name().in("en");
    NewNode.make(home, configuration(party, name, identity), Instant.now());
    try {
      var node = Node.open(home).orElseThrow();
      return new DemoNode(node, name, serving(node));
    } catch (InvalidConfiguration e) {
      throw new IllegalStateException("a configuration that was just written does not read", e);
    }
  }

  private static Serving serving(Node node) throws Refused {
    try {
      return node.serve();
    } catch (PortTaken e) {
      node.close();
      throw new Refused("port-taken", String.valueOf(e.getMessage()), "try again");
    }
  }

  private static Configuration configuration(Party party, String name, String identity) {
    int main = FreePort.find(Set.of());
    int partner = FreePort.find(Set.of(main));
    return new Configuration(
        identity,
        name,
        party.country(),
        new Configuration.MainPort("127.0.0.1", main, false),
        new Configuration.PartnerPort(
            "127.0.0.1", partner, URI.create("https://127.0.0.1:" + partner)),
        List.of("First Officer", "Second Officer"),
        Configuration.Unreceipted.DEFAULT);
  }

  public Node node() {
    return node;
  }

  Serving serving() {
    return serving;
  }

  String country() {
    return node.card().country();
  }

  public String identity() {
    return node.card().identity();
  }

  /// One line: who, and where its ports are.
  String standing() {
    return "%s (%s) has a node: pages %s, partners %s"
        .formatted(name, country(), serving.url(), serving.partnerUrl());
  }

  @Override
  public String toString() {
    return country() + " " + name;
  }

  /// People compare twelve words; here both cards are at hand.
  void meet(DemoNode other) {
    node.peers().add(other.node.card());
    if (!node.peers().confirm(other.identity(), other.node.card().fingerprint())) {
      throw new IllegalStateException("a card's own words do not confirm it");
    }
  }

  void install(byte[] accord) {
    if (!(node.agreements().install(accord) instanceof Installed.New)) {
      throw new IllegalStateException("the accord that was just signed is refused");
    }
    node.changed();
  }

  public ImportResult take(String collection, List<Path> paths, Call call) throws Refused {
    var into = node.database().read(tx -> Catalogue.named(tx, collection)).orElseThrow();
    return ImportRun.of(node.importer(), paths, into, into.source(), call);
  }

  public void add(NewCollection collection) {
    if (node.database().write(tx -> Catalogue.add(tx, collection)).isEmpty()) {
      throw new IllegalStateException("a new node has a collection " + collection.name());
    }
  }

  /// Opens every collection that was made here; what the partner sends lies in others.
  List<String> open(String partner) {
    var opened = new ArrayList<String>();
    node.database()
        .write(tx -> {
          for (var collection : Catalogue.all(tx)) {
            if (collection.source().party().isEmpty()) {
              Catalogue.open(tx, collection, partner);
              opened.add(collection.name());
            }
          }
          return true;
        });
    node.changed();
    return opened;
  }

  @Override
  public void close() {
    node.close();
  }
}
