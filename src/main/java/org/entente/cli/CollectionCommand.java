package org.entente.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.entente.accord.Pillar;
import org.entente.expression.Licence;
import org.entente.expression.Source;
import org.entente.expression.SourceKind;
import org.entente.holdings.Catalogue;
import org.entente.holdings.Collection;
import org.entente.holdings.NewCollection;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.node.Node;
import org.entente.stix.Gate;
import org.entente.stix.Tlp;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;
import org.entente.terminal.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Collections: where objects are filed, and to whom each is open. What lies only in closed ones
/// does not exist for a partner.
@Command(
    name = "collection",
    description = "Where objects are filed, and to whom that is open.",
    subcommands = {
      CollectionCommand.Add.class,
      CollectionCommand.Open.class,
      CollectionCommand.Close.class,
      CollectionCommand.Listing.class
    })
final class CollectionCommand {
  @Command(name = "add", description = "Make a collection; it is closed until opened.")
  static final class Add implements NodeCommand {
    @Parameters(paramLabel = "NAME")
    String name = "";

    @Option(names = "--id", description = "its UUID, when another system knows it already")
    @Nullable UUID id;

    @Option(names = "--title", required = true)
    String title = "";

    @Option(
        names = "--pillar",
        required = true,
        description = "information, operations, research, knowledge")
    Pillar pillar = Pillar.INFORMATION;

    @Option(names = "--intake", description = "strict or tolerant (default)")
    Gate intake = Gate.TOLERANT;

    @Option(names = "--source", required = true, description = "own, constituent, vendor, public")
    SourceKind source = SourceKind.OWN;

    @Option(names = "--licence", description = "no-share, share, share-attributed")
    @Nullable Licence licence;

    @Option(
        names = "--consent",
        paramLabel = "PARTY",
        arity = "1..*",
        description = "parties to whom the source agreed that it may go")
    List<String> consents = List.of();

    @Option(names = "--unmarked", paramLabel = "TLP", description = "what no marking counts as")
    @Nullable Tlp unmarked;

    @Override
    public Answer run(Node node, Call call) throws Refused {
      if (!NewCollection.isName(name)) {
        throw new Refused(
            "usage", name + " is no name of a collection", "use 1 to 63 of a-z 0-9 . - _");
      }
      var made =
          new NewCollection(
              Optional.ofNullable(id).orElseGet(UUID::randomUUID),
              name,
              title,
              pillar,
              intake,
              new Source(source(), Optional.ofNullable(licence), parties(node), Optional.empty()),
              Optional.ofNullable(unmarked));
      var collection =
          node.database()
              .write(connection -> Catalogue.add(connection, made))
              .orElseThrow(() ->
                  new Refused(
                      "collection-exists",
                      "a collection of that name or id is there already",
                      "./entente collection list"));
      return Answer.done(json(collection), name + " is made, and closed\n");
    }

    private SourceKind source() throws Refused {
      if (source == SourceKind.PARTY) {
        throw new Refused(
            "usage",
            "what a party sends is filed by the exchange, never by hand",
            "choose own, constituent, vendor or public");
      }
      return source;
    }

    private Set<String> parties(Node node) throws Refused {
      var parties = new TreeSet<String>();
      for (var consent : consents) {
        parties.add(Named.partner(node, consent).identity());
      }
      return parties;
    }
  }

  /// `open` and `close` differ in one word.
  abstract static class Opening implements NodeCommand {
    @Parameters(paramLabel = "NAME")
    String name = "";

    @Option(names = "--to", required = true, paramLabel = "PARTNER|all")
    String to = "";

    final Answer change(Node node, boolean open) throws Refused {
      var collection = Named.collection(node, name);
      var party = to.equals("all") ? Collection.EVERYBODY : Named.partner(node, to).identity();
      var changed =
          node.database()
              .write(connection -> {
                if (open) {
                  Catalogue.open(connection, collection, party);
                } else {
                  Catalogue.close(connection, collection, party);
                }
                return Catalogue.named(connection, collection.name()).orElseThrow();
              });
      node.changed();
      var text = "%s is %s to %s\n".formatted(name, open ? "open" : "closed", to);
      return Answer.done(json(changed), text);
    }
  }

  @Command(name = "open", description = "Let what lies there go to a partner, as the accord says.")
  static final class Open extends Opening {
    @Override
    public Answer run(Node node, Call call) throws Refused {
      return change(node, true);
    }
  }

  @Command(name = "close", description = "Take an opening back; what went has gone.")
  static final class Close extends Opening {
    @Override
    public Answer run(Node node, Call call) throws Refused {
      return change(node, false);
    }
  }

  @Command(name = "list", description = "All collections.")
  static final class Listing implements NodeCommand {
    @Override
    public Answer run(Node node, Call call) {
      var all = node.database().read(Catalogue::all);
      var table = new Table("NAME", "PILLAR", "INTAKE", "SOURCE", "UNMARKED", "OPEN TO", "TITLE");
      all.forEach(each ->
          table.row(
              each.name(),
              each.pillar().word(),
              each.gate().label(),
              each.source().kind().word(),
              each.unmarked().map(Tlp::label).orElse("-"),
              openTo(node, each),
              each.title()));
      var json =
          JsonValue.object().put("collections", JsonValue.array(all, CollectionCommand::json));
      return Answer.done(json.build(), table.toString());
    }
  }

  private static String openTo(Node node, Collection collection) {
    return collection.openTo().isEmpty()
        ? "nobody"
        : collection.openTo().stream()
            .map(party -> party.equals(Collection.EVERYBODY) ? "all" : Named.country(node, party))
            .sorted()
            .collect(Collectors.joining(" "));
  }

  private static JsonObject json(Collection collection) {
    var json =
        JsonValue.object()
            .put("id", collection.id().toString())
            .put("name", collection.name())
            .put("title", collection.title())
            .put("pillar", collection.pillar().word())
            .put("intake", collection.gate().label())
            .put("source", collection.source().kind().word())
            .put("openTo", List.copyOf(collection.openTo()));
    collection.unmarked().ifPresent(tlp -> json.put("unmarked", tlp.label()));
    collection.source().licence().ifPresent(licence -> json.put("licence", licence.word()));
    if (!collection.source().consents().isEmpty()) {
      json.put("consents", collection.source().consents().stream().sorted().toList());
    }
    return json.build();
  }
}
