package org.entente.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.entente.accord.CompiledAccord;
import org.entente.accord.Pillar;
import org.entente.document.AccordReader;
import org.entente.document.AccordRejected;
import org.entente.draft.ShippedAccords;
import org.entente.expression.Evaluation;
import org.entente.expression.Expressions;
import org.entente.expression.Expressions.Compilation;
import org.entente.expression.Facts;
import org.entente.expression.Source;
import org.entente.expression.Victim;
import org.entente.national.NationalRejected;
import org.entente.national.NationalRules;
import org.entente.node.Configuration;
import org.entente.node.InvalidConfiguration;
import org.entente.release.Between;
import org.entente.release.Candidate;
import org.entente.release.Decisions;
import org.entente.release.Fate;
import org.entente.release.Filing;
import org.entente.release.Mark;
import org.entente.stix.MalformedStix;
import org.entente.stix.Marking;
import org.entente.stix.Pap;
import org.entente.stix.StixObject;
import org.entente.stix.Tlp;

/// What people write (accords, expressions, national rules, settings), and decisions over what
/// others send.
final class RuleTargets {
  private static final Instant AT = Instant.parse("2026-12-24T00:00:00Z");
  private static final Instant HELD = Instant.parse("2026-12-01T00:00:00Z");
  private static final Source DOOR = Source.PUBLIC;

  private final CompiledAccord accord;
  private final Between between;
  private final NationalRules national;
  private final List<Facts> facts;

  private RuleTargets() {
    try {
      accord = AccordReader.read(ShippedAccords.example().getBytes(UTF_8));
      national = NationalRules.parse(NATIONAL);
    } catch (AccordRejected | NationalRejected e) {
      throw new IllegalStateException("a specimen does not read", e);
    }
    var parties = accord.accord().parties();
    between = Between.draft(accord, parties.get(0).id(), parties.get(1).id());
    facts = Specimens.stixObjects().stream().map(this::facts).toList();
  }

  static List<Target> all() {
    var with = new RuleTargets();
    var objects = Specimens.stixObjects();
    return List.of(
        new Target(
            "accord",
            1,
            AccordRejected.class,
            Form.YAML,
            Specimens.texts(ShippedAccords.template(), ShippedAccords.example()),
            RuleTargets::accord),
        new Target(
            "expression",
            5,
            AccordRejected.class,
            Form.EXPRESSION,
            with.expressions(),
            with::expression),
        new Target(
            "national",
            5,
            NationalRejected.class,
            Form.YAML,
            Specimens.texts(NATIONAL),
            RuleTargets::national),
        new Target("constituency", 20, MalformedStix.class, Form.JSON, objects, with::constituency),
        new Target("decide", 5, MalformedStix.class, Form.JSON, objects, with::decide),
        new Target(
            "configuration",
            20,
            InvalidConfiguration.class,
            Form.YAML,
            Specimens.texts(CONFIGURATION),
            RuleTargets::configuration));
  }

  private static final String NATIONAL =
      """
      entente-national: 1
      rules:
        - id: N1
          text: { en: "Nothing of operation Example leaves the house." }
          forbid: '"operation-example" in labels'
        - id: N2
          require: type == "sighting" && age < days(30)
          pillars: [information, operations]
          approval: officer
          redact: [ "time:day", identities, { paths: [ /x_internal, /a~1b/0 ] } ]
          handling: { onward: none, audience: constituents, purpose: defence, retain: P1Y }
      constituency:
        names: [ Ministry of Examples, "Ministère des Exemples" ]
        domains: [ ministry.example, bücher.example ]
        addresses: [ 192.0.2.0/24, 2001:db8::/32, 198.51.100.7 ]
        systems: [ 64496, 4200000000 ]
      """;

  private static final String CONFIGURATION =
      """
      entente: 1
      identity: identity--0a000000-0000-4000-8000-000000000001 # never changes
      name: "CERT Example"
      country: FR
      main-port: # browsers
        address: 127.0.0.1
        port: 8080
        https: false
      partner-port:
        address: 0.0.0.0
        port: 8443
        url: "https://node.cert.example:8443"
      officers: ["A. Levy", "B. Roux"]
      unreceipted:
        entries: 1000
        age: PT15M
      """;

  /// Either an accord, whose canonical form reads as the same one, or problems that say something.
  private static Optional<String> accord(byte[] input) throws AccordRejected {
    var checked = AccordReader.check(input);
    if (checked.accord().isEmpty()) {
      return Target.unless(
          !checked.problems().isEmpty()
              && checked.problems().stream().noneMatch(problem -> problem.message().isBlank()),
          "neither an accord nor a problem");
    }
    var canonical = checked.accord().get().accord().canonical();
    return Target.unless(
        Arrays.equals(AccordReader.read(canonical).accord().canonical(), canonical),
        "its canonical form is another accord");
  }

  /// Every expression of the shipped accord, and some that ask for much.
  private List<byte[]> expressions() {
    var all = new ArrayList<String>();
    accord
        .accord()
        .clauses()
        .forEach(clause -> {
          if (clause instanceof org.entente.accord.Clause.Deciding deciding) {
            all.add(accord.expression(deciding).text());
          }
        });
    all.add("labels.all(a, labels.all(b, labels.all(c, a == b || b == c)))");
    all.add("victims.exists(v, v.sectors.exists(s, s in sectors)) && size(markings) > 0");
    all.add("has(object.name) && object.name.matches(\"(a|aa)+$\")");
    all.add("[1, 2, 3].map(x, x * 2).filter(y, y > 2).size() == 2 ? tlp >= TLP.GREEN : false");
    all.add("has(object.x) && object.x.exists(k, k == 1.5) && age >= days(7)");
    return Specimens.texts(all.toArray(String[]::new));
  }

  private Facts facts(byte[] bytes) {
    try {
      var victim = new Victim("identity--x", "FR", List.of("energy", "health"));
      return between.facts(
          StixObject.read(bytes),
          new Mark(Tlp.GREEN, Pap.AMBER),
          Duration.between(HELD, AT),
          Source.OWN,
          "",
          List.of(victim, victim));
    } catch (MalformedStix e) {
      throw new IllegalStateException("a specimen does not read", e);
    }
  }

  /// Compiled or faulty; and over any facts it is true, false or failed, and each time the same.
  private Optional<String> expression(byte[] input) {
    return switch (Expressions.compile(new String(input, UTF_8))) {
      case Compilation.Faulty faulty ->
          Target.unless(!faulty.faults().isEmpty(), "faulty without a fault");
      case Compilation.Compiled(var compiled) -> {
        for (var each : facts) {
          Evaluation once = compiled.evaluate(each);
          if (!once.equals(compiled.evaluate(each))) {
            yield Optional.of("evaluates to one thing and then to another");
          }
          if (once instanceof Evaluation.Failed(var reason) && reason.startsWith("it broke off")) {
            yield Optional.of("evaluation: " + reason);
          }
        }
        yield Optional.empty();
      }
    };
  }

  private static Optional<String> national(byte[] input) throws NationalRejected {
    var rules = NationalRules.parse(new String(input, UTF_8));
    return Target.unless(
        rules.forbids().size() + rules.requires().size() <= 1_000, "more rules than may be");
  }

  private Optional<String> constituency(byte[] input) throws MalformedStix {
    var json = StixObject.read(input).json();
    return national
        .constituency()
        .find(json)
        .flatMap(
            found -> Target.unless(found.at().resolve(json).isPresent(), "found where nothing is"));
  }

  /// Whatever an object is like, there is a decision, and the same one again.
  private Optional<String> decide(byte[] input) throws MalformedStix {
    var filing =
        new Filing(
            "fuzz",
            Pillar.INFORMATION,
            Optional.of(Marking.of(Tlp.GREEN)),
            Optional.of(Source.OWN));
    var candidate =
        Candidate.of(StixObject.read(input), List.of(filing), HELD)
            .withDoors(java.util.Set.of(DOOR));
    var decisions = new Decisions(between, national, new byte[32]);
    var first = decisions.decide(candidate, Fate.Gone::new, _ -> Optional.empty(), AT);
    var second = decisions.decide(candidate, Fate.Gone::new, _ -> Optional.empty(), AT);
    return Target.unless(
        first.outcome() == second.outcome() && !first.steps().isEmpty(),
        "decides one thing and then another");
  }

  private static Optional<String> configuration(byte[] input) throws InvalidConfiguration {
    var configuration = Configuration.parse(Path.of("config.yaml"), input);
    return Target.unless(
        configuration.partnerPort().url().getHost() != null, "a partner port without a host");
  }
}
