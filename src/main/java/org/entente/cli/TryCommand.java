package org.entente.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.entente.accord.Accord;
import org.entente.accord.Party;
import org.entente.accord.Pillar;
import org.entente.crypto.Secrets;
import org.entente.draft.AccordFiles;
import org.entente.expression.Source;
import org.entente.expression.SourceKind;
import org.entente.holdings.ImportResult;
import org.entente.holdings.NewCollection;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.national.NationalRules;
import org.entente.preview.Trial;
import org.entente.preview.TrialStore;
import org.entente.preview.Why;
import org.entente.release.Between;
import org.entente.release.Decision;
import org.entente.release.Decisions;
import org.entente.release.Outcome;
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

/// For someone with no node and no partner yet: which of these objects would go under this accord,
/// which not, and why.
@Command(name = "try", description = "Which of these objects would go under an accord, and why.")
final class TryCommand implements OfflineCommand {
  private static final int LISTED = 1_000;
  private static final int SECRET_BYTES = 32;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "files and folders of STIX")
  List<String> files = List.of();

  @Option(
      names = "--accord",
      required = true,
      paramLabel = "DRAFT",
      description = "draft or signed")
  String accord = "";

  @Option(names = "--from", paramLabel = "CC", description = "who releases (the first party)")
  @Nullable String from;

  @Option(names = "--to", paramLabel = "CC", description = "who receives (the second party)")
  @Nullable String to;

  @Option(names = "--pillar", description = "where they would lie (${DEFAULT-VALUE})")
  Pillar pillar = Pillar.INFORMATION;

  @Option(names = "--source", description = "own (default), vendor, constituent, public")
  SourceKind source = SourceKind.OWN;

  @Option(names = "--unmarked", paramLabel = "TLP", description = "what no marking counts as")
  @Nullable Tlp unmarked;

  @Option(names = "--lang", description = "the language of reasons (${DEFAULT-VALUE})")
  String language = "en";

  @Override
  public Answer run(Call call) throws Refused {
    var compiled = AccordFiles.compiled(call.path(accord));
    var releaser = party(compiled.accord(), from, 0);
    var receiver = party(compiled.accord(), to, 1);
    var decisions =
        new Decisions(
            Between.draft(compiled, releaser.id(), receiver.id()),
            NationalRules.NONE,
            Secrets.random(SECRET_BYTES));
    try (var store = new TrialStore(collection())) {
      var imported = store.take(files.stream().map(call::path).toList(), call);
      var results = Trial.of(decisions, store.all());
      var heading =
          "%s to %s under %s\n"
              .formatted(
                  releaser.country(), receiver.country(), compiled.accord().title().in(language));
      return Answer.done(
          json(results, imported, decisions), heading + text(results, imported, decisions));
    }
  }

  private NewCollection collection() {
    return new NewCollection(
        UUID.randomUUID(),
        "trial",
        "Trial",
        pillar,
        Gate.TOLERANT,
        new Source(source, Optional.empty(), Set.of(), Optional.empty()),
        Optional.ofNullable(unmarked));
  }

  private static Party party(Accord accord, @Nullable String named, int otherwise) throws Refused {
    if (named == null) {
      return accord.parties().get(otherwise);
    }
    return accord
        .party(named)
        .orElseThrow(() ->
            new Refused(
                "unknown-party",
                named + " is no party of this accord",
                "parties are "
                    + String.join(", ", accord.parties().stream().map(Party::country).toList())));
  }

  private JsonObject json(List<Trial.Result> results, ImportResult imported, Decisions decisions) {
    var counts = JsonValue.object();
    counts(results).forEach((outcome, count) -> counts.put(word(outcome), count));
    return JsonValue.object()
        .put("read", imported.read())
        .put("refused", imported.refused())
        .put("outcomes", counts.build())
        .put(
            "objects",
            JsonValue.array(
                results.subList(0, Math.min(LISTED, results.size())),
                result -> json(result, decisions)))
        .put("objectsTotal", results.size())
        .build();
  }

  private JsonObject json(Trial.Result result, Decisions decisions) {
    var object = result.filed().held().object();
    return JsonValue.object()
        .put("id", object.id().text())
        .put("type", object.type())
        .put("outcome", word(result.decision().outcome()))
        .put("why", why(result.decision(), decisions))
        .build();
  }

  private String text(List<Trial.Result> results, ImportResult imported, Decisions decisions) {
    var text = new StringBuilder();
    text.append("%,d objects read, %,d refused\n".formatted(imported.read(), imported.refused()));
    counts(results)
        .forEach((outcome, count) -> text.append("  %-9s %,d\n".formatted(word(outcome), count)));
    text.append('\n').append(table(results, decisions));
    text.append("\n--json tells of each object; ./entente explain, with a node, every step\n");
    return text.toString();
  }

  /// One row a reason, with the first object it applied to.
  private Table table(List<Trial.Result> results, Decisions decisions) {
    var reasons = new EnumMap<Outcome, Map<String, List<Trial.Result>>>(Outcome.class);
    for (var result : results) {
      reasons
          .computeIfAbsent(result.decision().outcome(), _ -> new TreeMap<>())
          .computeIfAbsent(Why.key(result.decision()), _ -> new ArrayList<>())
          .add(result);
    }
    var table = new Table("OUTCOME", "OBJECTS", "FOR EXAMPLE", "WHY");
    reasons.forEach((outcome, byReason) ->
        byReason
            .values()
            .forEach(alike ->
                table.row(
                    word(outcome),
                    "%,d".formatted(alike.size()),
                    alike.getFirst().filed().held().object().id().text(),
                    why(alike.getFirst().decision(), decisions))));
    return table;
  }

  private static Map<Outcome, Long> counts(List<Trial.Result> results) {
    var counts = new EnumMap<Outcome, Long>(Outcome.class);
    results.forEach(result -> counts.merge(result.decision().outcome(), 1L, Long::sum));
    return counts;
  }

  private String why(Decision decision, Decisions decisions) {
    return Why.of(decision, decisions::clauseText, language);
  }

  private static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}
