package org.entente.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Function;
import org.entente.accord.Texts;
import org.entente.holdings.Held;
import org.entente.json.JsonValue;
import org.entente.node.Node;
import org.entente.peers.Peer;
import org.entente.preview.ClauseTexts;
import org.entente.register.Register;
import org.entente.release.Decision;
import org.entente.stix.StixId;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;
import org.entente.terminal.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// An incident's report with its [Closure], to one partner: shows what goes, what waits and what
/// stays, and files it where that partner alone looks ([Sending]). What goes is still the accord's
/// to say.
@Command(name = "send", description = "File an object and what belongs to it for one partner.")
final class SendCommand implements NodeCommand {
  @Parameters(paramLabel = "ID", description = "the STIX id, mostly of a report")
  String id = "";

  @Option(names = "--partner", paramLabel = "PARTNER", required = true)
  String partner = "";

  @Option(names = "--lang", description = "the language of reasons (${DEFAULT-VALUE})")
  String language = "en";

  /// What was decided in the transaction that filed, which no other work can fall between.
  private record Filed(Map<StixId, Decision> decisions, SortedSet<String> collections) {}

  @Override
  public Answer run(Node node, Call call) throws Refused {
    var to = Named.confirmedPartner(node, partner);
    var all = closure(node);
    var before = goneBefore(node, to, all);
    var rest = all.stream().filter(held -> !before.containsKey(held.object().id())).toList();
    var filed = node.database().write(connection -> file(node, connection, rest, to));
    node.changed();
    var texts = new ClauseTexts(node).toward(to.identity());
    return answer(to, rows(before, filed.decisions(), texts), filed.collections());
  }

  private List<Held> closure(Node node) throws Refused {
    var start = Named.id(id);
    var all = node.database().read(connection -> Closure.of(connection, start));
    if (all.isEmpty()) {
      throw new Refused("not-held", id + " is not held here", "./entente import FILE");
    }
    if (all.size() > Closure.MOST) {
      throw new Refused(
          "too-large",
          "more than %,d objects belong to %s".formatted(Closure.MOST, id),
          "send parts of it, or open the collection to the partner");
    }
    return all;
  }

  /// Versions that went in an earlier time, or that the partner has from elsewhere, by their ids.
  private static Map<StixId, Register.Entry> goneBefore(Node node, Peer to, List<Held> all) {
    var gone = new HashMap<StixId, Register.Entry>();
    for (var held : all) {
      for (var entry : node.register().of(held.object().id())) {
        if (entry.partner().equals(to.identity())
            && entry.number() == held.no()
            && entry.sentAs().isPresent()) {
          gone.put(entry.object(), entry);
        }
      }
    }
    return gone;
  }

  private static Filed file(Node node, Connection connection, List<Held> objects, Peer to)
      throws SQLException {
    var collections = Sending.file(connection, objects, to, node.clock().instant());
    var decisions = node.exchange().preview(connection, objects, to.identity()).orElseThrow();
    return new Filed(decisions, collections);
  }

  private List<SentObject> rows(
      Map<StixId, Register.Entry> before,
      Map<StixId, Decision> decisions,
      Function<String, Texts> texts) {
    var rows = new ArrayList<SentObject>();
    before.values().forEach(entry -> rows.add(SentObject.before(entry, texts, language)));
    decisions.forEach(
        (object, decision) -> rows.add(SentObject.now(object, decision, texts, language)));
    return rows;
  }

  private Answer answer(Peer to, List<SentObject> rows, SortedSet<String> collections) {
    var json =
        JsonValue.object()
            .put("object", id)
            .put("partner", to.identity())
            .put("counts", SentObject.counts(rows))
            .put("collections", List.copyOf(collections))
            .put("objects", JsonValue.array(rows, SentObject::json))
            .build();
    var text =
        """
        %s
        Filed for %s alone, in %s.
        ./entente decisions --partner %s tells what came of it.
        """
            .formatted(
                SentObject.table(rows),
                Table.shown(to.card().name()),
                collections.isEmpty()
                    ? "collections that were open to it"
                    : String.join(", ", collections),
                to.card().country());
    return Answer.done(json, text);
  }
}
