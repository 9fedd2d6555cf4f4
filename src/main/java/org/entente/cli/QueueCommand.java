package org.entente.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.entente.decisions.Queue.Item;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.Shown;
import org.entente.node.Node;
import org.entente.peers.Peer;
import org.entente.preview.ClauseTexts;
import org.entente.register.Register;
import org.entente.release.Explanation;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;
import org.entente.terminal.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What waits for officers. A word given here is given for exactly the bytes, revision and clause
/// that were shown; whether the object then goes is still the accord's to say.
@Command(
    name = "queue",
    description = "What waits for officers before it may go.",
    subcommands = {
      QueueCommand.Listing.class,
      QueueCommand.Show.class,
      QueueCommand.Approve.class,
      QueueCommand.Refuse.class
    })
final class QueueCommand {
  private static final int PAGE = 500;
  private static final String ON_TRUST =
      "The name was taken on trust: officers are not authenticated until accounts exist.\n";

  private static final String SAME_PERSONS =
      "It goes once two officers have named the same persons.\n";

  @Command(name = "list", description = "What waits, for whom, and who has agreed.")
  static final class Listing implements NodeCommand {
    @Option(names = "--partner", paramLabel = "PARTNER")
    @Nullable String partner;

    @Option(names = "--after", paramLabel = "N", description = "go on after this number")
    long after;

    @Override
    public Answer run(Node node, Call call) throws Refused {
      var peers = partner == null ? node.peers().all() : List.of(Named.partner(node, partner));
      var items = new ArrayList<Item>();
      for (Peer peer : peers) {
        items.addAll(node.queue().list(peer.identity(), after, PAGE));
      }
      var table = new Table("NUMBER", "PARTNER", "WANTED", "AGREED", "CLAUSE", "OBJECT");
      items.forEach(item ->
          table.row(
              Long.toString(item.number()),
              Named.country(node, item.partner()),
              item.wanted().approval().word() + (item.wanted().persons() ? ", persons" : ""),
              item.officers().isEmpty() ? "-" : String.join(", ", item.officers()),
              item.wanted().clause(),
              item.object().text()));
      var json = JsonValue.object().put("queue", JsonValue.array(items, QueueCommand::json));
      return Answer.done(
          json.build(), items.isEmpty() ? "nothing waits for officers\n" : table.toString());
    }
  }

  @Command(name = "show", description = "One object as an officer must see it, and why it waits.")
  static final class Show extends OneItem {
    @Option(names = "--lang", description = "the language of reasons (${DEFAULT-VALUE})")
    String language = "en";

    @Override
    public Answer run(Node node, Call call) throws Refused {
      var item = item(node);
      var bytes = new String(node.queue().bytes(item).orElseThrow(), StandardCharsets.UTF_8);
      var texts = new ClauseTexts(node).toward(item.partner());
      var steps =
          node.register().of(item.object()).stream()
              .filter(entry -> entry.number() == item.number())
              .filter(entry -> entry.partner().equals(item.partner()))
              .map(Register.Entry::steps)
              .flatMap(List::stream)
              .map(step -> Explanation.line(step, texts, language))
              .toList();
      var json = json(item).with("steps", JsonValue.of(steps)).with("bytes", JsonValue.of(bytes));
      return Answer.done(json, Shown.json(bytes) + "\n\n" + String.join("\n", steps) + "\n");
    }
  }

  @Command(name = "approve", description = "Agree that it goes.")
  static final class Approve extends Word {
    @Option(
        names = "--person",
        paramLabel = "NAME",
        arity = "1..*",
        description = "at the partner, to whom alone a TLP:RED object may go")
    List<String> persons = List.of();

    @Override
    public Answer run(Node node, Call call) throws Refused {
      var item = item(node);
      if (item.wanted().persons() && persons.isEmpty()) {
        throw new Refused(
            "persons", "TLP:RED goes only to named persons", "name them: --person NAME");
      }
      return answer(node, item, persons, true);
    }
  }

  @Command(name = "refuse", description = "Do not agree; it stays.")
  static final class Refuse extends Word {
    @Override
    public Answer run(Node node, Call call) throws Refused {
      return answer(node, item(node), List.of(), false);
    }
  }

  /// An object in the queue, named by its STIX id.
  abstract static class OneItem implements NodeCommand {
    @Parameters(paramLabel = "ID", description = "the object's STIX id")
    String id = "";

    @Option(names = "--partner", paramLabel = "PARTNER", description = "when it waits for several")
    @Nullable String partner;

    final Item item(Node node) throws Refused {
      var identity = partner == null ? "" : Named.partner(node, partner).identity();
      var found =
          node.queue().of(Named.id(id)).stream()
              .filter(item -> identity.isEmpty() || item.partner().equals(identity))
              .toList();
      if (found.isEmpty()) {
        throw new Refused(
            "not-waiting", id + " does not wait for officers", "./entente queue list");
      }
      if (found.size() > 1) {
        throw new Refused(
            "ambiguous",
            "%s waits %d times: several versions or partners".formatted(id, found.size()),
            "name one with --partner; of several versions answer for the others first");
      }
      return found.getFirst();
    }
  }

  /// An officer's word on one object.
  abstract static class Word extends OneItem {
    @Option(names = "--as", paramLabel = "OFFICER", required = true, description = "who says so")
    String officer = "";

    final Answer answer(Node node, Item item, List<String> persons, boolean agrees) throws Refused {
      Named.requireOfficer(node, officer);
      if (!node.queue().answer(item, officer, persons, agrees)) {
        throw new Refused(
            "changed",
            item.object() + " changed since it was shown",
            "./entente queue show " + item.object() + " and decide again");
      }
      var now = sameAs(item, node);
      node.changed();
      var json =
          json(now)
              .with("as", JsonValue.of(officer))
              .with("agrees", JsonValue.of(agrees))
              .with("note", JsonValue.of(ON_TRUST.strip()));
      return Answer.done(
          json,
          "%s %s %s\n%s%s"
              .formatted(
                  officer,
                  agrees ? "agrees to" : "refuses",
                  item.object(),
                  item.wanted().persons() && agrees ? SAME_PERSONS : "",
                  ON_TRUST));
    }

    /// As it stands after the word was given.
    private static Item sameAs(Item item, Node node) {
      return node.queue().of(item.object()).stream()
          .filter(each -> each.number() == item.number() && each.partner().equals(item.partner()))
          .findFirst()
          .orElse(item);
    }
  }

  private static JsonObject json(Item item) {
    return JsonValue.object()
        .put("number", item.number())
        .put("object", item.object().text())
        .put("partner", item.partner())
        .put("wanted", item.wanted().approval().word())
        .put("persons", item.wanted().persons())
        .put("clause", item.wanted().clause())
        .put("since", item.since().toString())
        .put("officers", item.officers())
        .build();
  }
}
