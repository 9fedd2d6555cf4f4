package org.entente.national;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.accord.Clause;
import org.entente.accord.Texts;

/// What this nation adds on top of every accord (`national.yaml`; **A nation may always share
/// less**): forbids, requires, and the constituency list. It can only withhold, hold and take out;
/// nothing in it lets anything go, and none of it shows in what a partner gets.
///
///     entente-national: 1
///     rules:
///       - id: N1
///         text: { en: "Nothing of operation Example leaves the house." }
///         forbid: '"operation-example" in labels'
///       - id: N2
///         require: type == "sighting"
///         approval: officer             # none | officer | two-officers
///         redact: [ "time:day", { paths: [ /x_internal ] } ]
///     constituency:
///       names: [ Ministry of Examples ]
///       domains: [ ministry.example ]
///       addresses: [ 192.0.2.0/24, 2001:db8::/32 ]
///       systems: [ 64496 ]
public final class NationalRules {
  public static final NationalRules NONE =
      new NationalRules(List.of(), List.of(), Constituency.EMPTY);

  private final List<Rule<Clause.Forbid>> forbids;
  private final List<Rule<Clause.Require>> requires;
  private final Constituency constituency;

  NationalRules(
      List<Rule<Clause.Forbid>> forbids,
      List<Rule<Clause.Require>> requires,
      Constituency constituency) {
    this.forbids = List.copyOf(forbids);
    this.requires = List.copyOf(requires);
    this.constituency = constituency;
  }

  /// Reads the text of `national.yaml`; an empty one is no rules.
  public static NationalRules parse(String yaml) throws NationalRejected {
    return NationalReader.read(yaml);
  }

  public List<Rule<Clause.Forbid>> forbids() {
    return forbids;
  }

  public List<Rule<Clause.Require>> requires() {
    return requires;
  }

  public Constituency constituency() {
    return constituency;
  }

  public Optional<Texts> text(String id) {
    return Stream.concat(forbids.stream(), requires.stream())
        .filter(rule -> rule.id().equals(id))
        .map(rule -> rule.clause().text())
        .findFirst();
  }
}
