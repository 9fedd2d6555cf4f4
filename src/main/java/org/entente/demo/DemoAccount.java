package org.entente.demo;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.entente.accord.Texts;
import org.entente.preview.ClauseTexts;
import org.entente.register.Register;
import org.entente.release.Explanation;
import org.entente.release.Outcome;
import org.entente.terminal.Table;

/// The readable account of one direction: how much went, waits or stays, under which clause, and
/// one example each.
final class DemoAccount {
  private static final String LANGUAGE = "en";

  private DemoAccount() {}

  static String of(DemoNode from, DemoNode to) {
    var alike = alike(from, to.identity());
    var texts = new ClauseTexts(from.node()).toward(to.identity());
    var table = new Table("", "OBJECTS", "CLAUSE", "FOR EXAMPLE", "BECAUSE");
    alike.forEach((outcome, byReason) ->
        byReason.forEach((_, entries) -> {
          var first = entries.getFirst();
          table.row(
              outcome.name().toLowerCase(Locale.ROOT),
              "%,d".formatted(entries.size()),
              first.clause(),
              first.object().text(),
              because(first, texts));
        }));
    return "\n%s to %s:\n%s".formatted(from, to, table);
  }

  /// The clause that let it go or stopped it; of what waits, for what.
  private static String because(Register.Entry entry, Function<String, Texts> texts) {
    boolean byItsSteps = entry.clause().isEmpty() || entry.outcome() == Outcome.HELD;
    return byItsSteps && !entry.steps().isEmpty()
        ? Explanation.sentence(entry.steps().getLast(), LANGUAGE)
        : texts.apply(entry.clause()).in(LANGUAGE);
  }

  private static String reason(Register.Entry entry) {
    return entry.clause()
        + (entry.outcome() == Outcome.HELD && !entry.steps().isEmpty()
            ? " " + entry.steps().getLast().finding()
            : "");
  }

  private static Map<Outcome, Map<String, List<Register.Entry>>> alike(
      DemoNode from, String partner) {
    var alike = new EnumMap<Outcome, Map<String, List<Register.Entry>>>(Outcome.class);
    long after = 0;
    List<Register.Entry> page;
    do {
      page =
          from.node()
              .register()
              .decisions(partner, EnumSet.noneOf(Outcome.class), after, Register.MAX_PAGE);
      for (var entry : page) {
        alike
            .computeIfAbsent(entry.outcome(), _ -> new TreeMap<>())
            .computeIfAbsent(reason(entry), _ -> new ArrayList<>())
            .add(entry);
        after = entry.number();
      }
    } while (page.size() == Register.MAX_PAGE);
    alike.remove(Outcome.THEIRS);
    return alike;
  }
}
