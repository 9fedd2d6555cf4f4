package org.entente.cli;

import java.util.stream.Collectors;
import org.entente.holdings.Catalogue;
import org.entente.holdings.Collection;
import org.entente.node.Node;
import org.entente.peers.Peer;
import org.entente.stix.StixId;
import org.entente.terminal.Refused;

/// Finds what a person named on the command line, or says which names there are.
final class Named {
  private Named() {}

  /// A partner by country code, name or identity id.
  static Peer partner(Node node, String text) throws Refused {
    var found = node.peers().named(text);
    if (found.size() == 1) {
      return found.getFirst();
    }
    if (found.isEmpty()) {
      var known = names(node);
      throw new Refused(
          "unknown-partner",
          "no partner is known as " + text,
          known.isEmpty() ? "./entente peer add CARD" : "known are: " + known);
    }
    throw new Refused(
        "ambiguous-partner",
        "%d partners are known as %s".formatted(found.size(), text),
        "name one by its identity: "
            + found.stream().map(Peer::identity).collect(Collectors.joining(", ")));
  }

  /// A partner with whom there is an exchange: its card confirmed, an accord installed.
  static Peer confirmedPartner(Node node, String text) throws Refused {
    var peer = partner(node, text);
    if (!peer.confirmed()) {
      throw new Refused(
          "unconfirmed",
          "the card of " + peer.card().name() + " is not confirmed",
          "compare its 12 words by telephone, then ./entente peer confirm");
    }
    if (node.agreements().between(node.card().identity(), peer.identity()).isEmpty()) {
      throw new Refused(
          "no-accord",
          "no accord with " + peer.card().name() + " is installed",
          "./entente accord install FILE");
    }
    return peer;
  }

  private static String names(Node node) {
    return node.peers().all().stream()
        .map(peer -> peer.card().country() + " " + peer.card().name())
        .collect(Collectors.joining(", "));
  }

  static Collection collection(Node node, String name) throws Refused {
    var all = node.database().read(Catalogue::all);
    return all.stream()
        .filter(each -> each.name().equals(name) || each.id().toString().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new Refused(
                "unknown-collection",
                "no collection is named " + name,
                "there are: "
                    + all.stream().map(Collection::name).collect(Collectors.joining(", "))));
  }

  static StixId id(String text) throws Refused {
    return StixId.parse(text)
        .orElseThrow(
            () -> new Refused("usage", text + " is no STIX id", "such as indicator--UUID"));
  }

  /// For a table: the country of a partner, or its identity id when it is no longer known.
  static String country(Node node, String identity) {
    return node.peers().identified(identity).map(peer -> peer.card().country()).orElse(identity);
  }

  /// Officers are those that the configuration names; the name is taken on trust.
  static void requireOfficer(Node node, String officer) throws Refused {
    if (!node.configuration().officers().contains(officer)) {
      throw new Refused(
          "not-an-officer",
          officer.isEmpty() ? "no officer is named" : officer + " is no officer of this node",
          "--as OFFICER; the officers are listed in " + node.home().config());
    }
  }
}
