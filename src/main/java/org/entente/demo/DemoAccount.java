package org.entente.demo;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.entente.exchange.Register;
import org.entente.preview.ClauseTexts;
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
    alike.forEach((outcome, byClause) ->
        byClause.forEach((clause, entries) -> {
          var first = entries.getFirst();
          var because =
              clause.isEmpty() && !first.steps().isEmpty()
                  ? Explanation.sentence(first.steps().getLast(), LANGUAGE)
                  : texts.apply(clause).in(LANGUAGE);
          table.row(
              outcome.name().toLowerCase(Locale.ROOT),
              "%,d".formatted(entries.size()),
              clause,
              first.object().text(),
              because);
        }));
    return "\n%s to %s:\n%s".formatted(from, to, table);
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
            .computeIfAbsent(entry.clause(), _ -> new ArrayList<>())
            .add(entry);
        after = entry.number();
      }
    } while (page.size() == Register.MAX_PAGE);
    alike.remove(Outcome.THEIRS);
    return alike;
  }
}
