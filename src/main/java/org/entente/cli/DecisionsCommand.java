package org.entente.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.entente.accord.Texts;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.node.Node;
import org.entente.peers.Peer;
import org.entente.preview.ClauseTexts;
import org.entente.register.Register;
import org.entente.release.Explanation;
import org.entente.release.Outcome;
import org.entente.stix.StixId;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;
import org.entente.terminal.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What was decided: for a partner, an object, an outcome. This is the disclosure register.
@Command(name = "decisions", description = "What was decided, toward whom, and why.")
final class DecisionsCommand implements NodeCommand {
  @Option(names = "--partner", paramLabel = "PARTNER", description = "country, name or identity id")
  @Nullable String partner;

  @Option(names = "--object", paramLabel = "ID", description = "a STIX id")
  @Nullable String object;

  @Option(names = "--outcome", description = "released, redacted, held, withheld, theirs")
  Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);

  @Option(names = "--after", paramLabel = "N", description = "go on after this number")
  long after;

  @Option(names = "--limit", paramLabel = "N", description = "at most so many (${DEFAULT-VALUE})")
  int limit = 100;

  @Option(names = "--lang", description = "the language of reasons (${DEFAULT-VALUE})")
  String language = "en";

  @Override
  public Answer run(Node node, Call call) throws Refused {
    if (limit < 1 || limit > Register.MAX_PAGE) {
      throw new Refused(
          "usage", "--limit takes 1 to " + Register.MAX_PAGE, "go on with --after NUMBER");
    }
    var found = object == null ? toward(node) : about(node, Named.id(object));
    var texts = new ClauseTexts(node);
    var json =
        JsonValue.object()
            .put("decisions", JsonValue.array(found, entry -> json(entry, texts)))
            .put("more", found.size() == limit)
            .build();
    return Answer.done(json, text(node, found, texts));
  }

  private List<Register.Entry> toward(Node node) throws Refused {
    var peers = partner == null ? node.peers().all() : List.of(Named.partner(node, partner));
    var found = new ArrayList<Register.Entry>();
    for (Peer peer : peers) {
      found.addAll(node.register().decisions(peer.identity(), outcomes, after, limit));
    }
    found.sort(Comparator.comparingLong(Register.Entry::number));
    return found.subList(0, Math.min(found.size(), limit));
  }

  private List<Register.Entry> about(Node node, StixId id) throws Refused {
    var identity = partner == null ? "" : Named.partner(node, partner).identity();
    return node.register().of(id).stream()
        .filter(entry -> identity.isEmpty() || entry.partner().equals(identity))
        .filter(entry -> outcomes.isEmpty() || outcomes.contains(entry.outcome()))
        .limit(limit)
        .toList();
  }

  private JsonObject json(Register.Entry entry, ClauseTexts texts) {
    var json =
        JsonValue.object()
            .put("number", entry.number())
            .put("object", entry.object().text())
            .put("partner", entry.partner())
            .put("outcome", entry.outcome().name().toLowerCase(Locale.ROOT))
            .put("clause", entry.clause())
            .put("at", entry.at().toString())
            .put("receipted", entry.receipted())
            .put("liveCopy", entry.liveCopy())
            .put("steps", lines(entry, texts.toward(entry.partner())));
    entry.sentAs().ifPresent(id -> json.put("sentAs", id.text()));
    entry.accord().ifPresent(id -> json.put("accord", id));
    entry.entry().ifPresent(index -> json.put("entry", index));
    entry.waitsFor().ifPresent(id -> json.put("waitsFor", id.text()));
    return json.build();
  }

  private List<String> lines(Register.Entry entry, Function<String, Texts> texts) {
    return entry.steps().stream().map(step -> Explanation.line(step, texts, language)).toList();
  }

  private String text(Node node, List<Register.Entry> found, ClauseTexts texts) {
    var table =
        new Table("NUMBER", "PARTNER", "OUTCOME", "CLAUSE", "RECEIPT", "OBJECT", "LAST STEP");
    for (var entry : found) {
      var lines = lines(entry, texts.toward(entry.partner()));
      table.row(
          Long.toString(entry.number()),
          Named.country(node, entry.partner()),
          entry.outcome().name().toLowerCase(Locale.ROOT),
          entry.clause(),
          entry.receipted() ? "yes" : "-",
          entry.object().text(),
          lines.isEmpty() ? "" : lines.getLast());
    }
    var more = found.size() == limit ? "… more: --after " + found.getLast().number() + "\n" : "";
    return found.isEmpty() ? "nothing was decided yet\n" : table + more;
  }
}
