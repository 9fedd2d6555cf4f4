package org.entente.cli;

import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.entente.holdings.Holdings;
import org.entente.json.JsonValue;
import org.entente.node.Node;
import org.entente.preview.ClauseTexts;
import org.entente.preview.Why;
import org.entente.release.Decision;
import org.entente.release.Explanation;
import org.entente.stix.MalformedStix;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.InputFile;
import org.entente.terminal.Refused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What would happen to an object now, toward one partner, and why, step by step, without doing it.
@Command(name = "explain", description = "What would happen to an object, and why, step by step.")
final class ExplainCommand implements NodeCommand {
  private static final int MAX_BYTES = 16 << 20;

  @Parameters(
      paramLabel = "ID|FILE",
      description = "an object held here, or a file with one object")
  String object = "";

  @Option(names = "--partner", paramLabel = "PARTNER", required = true)
  String partner = "";

  @Option(
      names = "--collection",
      paramLabel = "NAME",
      description = "where an object of a file would lie, and be open (${DEFAULT-VALUE})")
  String collection = "information";

  @Option(names = "--lang", description = "the language of reasons (${DEFAULT-VALUE})")
  String language = "en";

  @Override
  public Answer run(Node node, Call call) throws Refused {
    var to = Named.partner(node, partner);
    var file = call.path(object);
    var decision =
        Files.isRegularFile(file)
            ? node.exchange()
                .explain(
                    object(InputFile.read(file, MAX_BYTES)),
                    Named.collection(node, collection),
                    to.identity())
            : node.exchange().explain(held(node), to.identity());
    return answer(
        node,
        to.identity(),
        decision.orElseThrow(() ->
            new Refused(
                "no-accord",
                "no accord with " + to.card().name() + " is installed",
                "./entente accord install FILE")));
  }

  /// Of the permit that lets it go or would; of what withheld it; empty where there is none.
  private static String clause(Decision decision) {
    return switch (decision) {
      case Decision.Release release -> release.basis().permit().id();
      case Decision.Redact redact -> redact.basis().permit().id();
      case Decision.Hold hold -> hold.basis().permit().id();
      case Decision.Withhold withhold -> withhold.reason().clause();
      case Decision.AlreadyTheirs _ -> "";
    };
  }

  private StixId held(Node node) throws Refused {
    var id = Named.id(object);
    boolean known = node.database().read(tx -> Holdings.latest(tx, id)).isPresent();
    if (!known) {
      throw new Refused(
          "not-held", id + " is not held here", "./entente import FILE, or explain the file");
    }
    return id;
  }

  private StixObject object(byte[] bytes) throws Refused {
    try {
      return StixObject.read(bytes);
    } catch (MalformedStix e) {
      throw new Refused(
          "stix",
          object + " is not one STIX object: " + e.getMessage(),
          "give a file with a single object, or ./entente try for a bundle");
    }
  }

  private Answer answer(Node node, String to, Decision decision) {
    var texts = new ClauseTexts(node).toward(to);
    List<String> lines = Explanation.lines(decision, texts, language);
    var json =
        JsonValue.object()
            .put("object", object)
            .put("partner", to)
            .put("clause", clause(decision))
            .put("outcome", decision.outcome().name().toLowerCase(Locale.ROOT))
            .put("why", Why.of(decision, texts, language))
            .put("steps", lines.subList(1, lines.size()));
    if (decision instanceof Decision.Redact redact) {
      json.put("sentAs", redact.copy().id().text());
      json.put("removed", JsonValue.array(redact.removed(), each -> JsonValue.of(each.word())));
    }
    return Answer.done(json.build(), String.join("\n", lines) + "\n");
  }
}
