package org.entente.national;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.entente.accord.Approval;
import org.entente.accord.Clause;
import org.entente.accord.Handling;
import org.entente.accord.Pillar;
import org.entente.accord.Redaction;
import org.entente.accord.Texts;
import org.entente.expression.Expression;
import org.entente.expression.Expressions;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonNull;
import org.entente.json.JsonValue.JsonNumber;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;
import org.entente.json.MalformedYaml;
import org.entente.json.Yaml;

/// Reads `national.yaml` (form: [NationalRules]). A name that is not known, a value of another form
/// or an expression that does not compile is a fault: a protection that is misspelt must not be
/// silently none.
final class NationalReader {
  private static final int MAX_RULES = 1_000;
  private static final Set<String> TOP = Set.of("entente-national", "rules", "constituency");
  private static final Set<String> IN_RULE =
      Set.of("id", "text", "pillars", "forbid", "require", "approval", "redact", "handling");
  private static final Set<String> IN_FORBID = Set.of("id", "text", "pillars", "forbid");
  private static final Set<String> IN_LIST = Set.of("names", "domains", "addresses", "systems");

  private final List<String> faults = new ArrayList<>();
  private final List<Rule<Clause.Forbid>> forbids = new ArrayList<>();
  private final List<Rule<Clause.Require>> requires = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private Function<JsonPointer, Yaml.Place> places = at -> new Yaml.Place(1, 1);

  NationalRules read(String text) throws NationalRejected {
    var root = root(text);
    known(root, TOP, JsonPointer.ROOT);
    if (!root.members().isEmpty() && !root.integer("entente-national").equals(Optional.of(1L))) {
      fault(JsonPointer.ROOT, "expected entente-national: 1");
    }
    var rules = root.array("rules");
    if ((root.has("rules") && rules.isEmpty()) || rules.size() > MAX_RULES) {
      fault(JsonPointer.ROOT.child("rules"), "expected a list of 1 to " + MAX_RULES + " rules");
    }
    for (int i = 0; i < rules.size(); i++) {
      rule(rules.get(i), JsonPointer.ROOT.child("rules").child(i));
    }
    var constituency = constituency(root);
    if (!faults.isEmpty()) {
      throw new NationalRejected(faults);
    }
    return new NationalRules(forbids, requires, constituency);
  }

  private JsonObject root(String text) throws NationalRejected {
    try {
      var yaml = Yaml.parse(text);
      places = yaml::place;
      return switch (yaml.value()) {
        case JsonObject object -> object;
        case JsonNull.NULL -> JsonObject.EMPTY;
        default -> throw new NationalRejected(List.of("1:1 expected names with values"));
      };
    } catch (MalformedYaml e) {
      throw new NationalRejected(List.of(String.valueOf(e.getMessage())));
    }
  }

  private void fault(JsonPointer at, String message) {
    var place = places.apply(at);
    faults.add(place.line() + ":" + place.column() + " " + message);
  }

  private void known(JsonObject object, Set<String> names, JsonPointer at) {
    for (var name : object.members().keySet()) {
      if (!names.contains(name)) {
        fault(at.child(name), "unknown name \"" + name + "\"; known are " + sorted(names));
      }
    }
  }

  private static String sorted(Set<String> names) {
    return String.join(", ", names.stream().sorted().toList());
  }

  private void rule(JsonValue value, JsonPointer at) {
    if (!(value instanceof JsonObject rule)) {
      fault(at, "expected a rule: names with values");
      return;
    }
    boolean forbid = rule.has("forbid");
    if (forbid == rule.has("require")) {
      fault(at, "a rule has either forbid or require");
      return;
    }
    known(rule, forbid ? IN_FORBID : IN_RULE, at);
    var id = rule.string("id").filter(name -> !name.isBlank() && name.length() <= 64).orElse("");
    if (id.isEmpty() || !ids.add(id)) {
      fault(at.child("id"), "expected an id of its own, such as N1");
    }
    var kind = forbid ? "forbid" : "require";
    expression(rule, kind, at.child(kind))
        .ifPresent(expression -> {
          if (forbid) {
            forbids.add(new Rule<>(forbid(rule, id, expression, at), expression, true));
          } else {
            requires.add(new Rule<>(require(rule, id, expression, at), expression, true));
          }
        });
  }

  private Optional<Expression> expression(JsonObject rule, String kind, JsonPointer at) {
    var text = rule.get(kind).map(NationalReader::expressionText).orElse("");
    return switch (Expressions.compile(text)) {
      case Expressions.Compilation.Compiled(Expression expression) -> Optional.of(expression);
      case Expressions.Compilation.Faulty faulty -> {
        faulty.faults().forEach(fault -> fault(at, fault.toString()));
        yield Optional.empty();
      }
    };
  }

  /// `forbid: true` is a truth to YAML and an expression to us.
  private static String expressionText(JsonValue value) {
    return switch (value) {
      case JsonString(String text) -> text;
      case JsonValue.JsonBoolean(boolean truth) -> Boolean.toString(truth);
      default -> "";
    };
  }

  private Clause.Forbid forbid(JsonObject rule, String id, Expression expression, JsonPointer at) {
    return new Clause.Forbid(id, texts(rule, at), pillars(rule, at), expression.text());
  }

  private Clause.Require require(
      JsonObject rule, String id, Expression expression, JsonPointer at) {
    var word = rule.string("approval");
    var approval = word.isEmpty() ? Optional.of(Approval.NONE) : word.flatMap(Approval::named);
    if (approval.isEmpty() || (rule.has("approval") && word.isEmpty())) {
      fault(at.child("approval"), "expected none, officer or two-officers");
    }
    return new Clause.Require(
        id,
        texts(rule, at),
        pillars(rule, at),
        expression.text(),
        approval.orElse(Approval.TWO_OFFICERS),
        redactions(rule, at.child("redact")),
        handling(rule, at.child("handling")));
  }

  private Texts texts(JsonObject rule, JsonPointer at) {
    var texts = new LinkedHashMap<String, String>();
    rule.string("text").ifPresent(text -> texts.put("en", text));
    rule.object("text")
        .ifPresent(object ->
            object
                .members()
                .forEach((language, value) -> {
                  if (value instanceof JsonString(String text)) {
                    texts.put(language, text);
                  }
                }));
    if (rule.has("text") && texts.isEmpty()) {
      fault(at.child("text"), "expected a text, or texts by language");
    }
    return new Texts(texts);
  }

  private Set<Pillar> pillars(JsonObject rule, JsonPointer at) {
    if (!rule.has("pillars")) {
      return EnumSet.allOf(Pillar.class);
    }
    var pillars = EnumSet.noneOf(Pillar.class);
    for (var word : rule.strings("pillars")) {
      Pillar.named(word).ifPresent(pillars::add);
    }
    if (pillars.isEmpty() || pillars.size() != rule.array("pillars").size()) {
      fault(at.child("pillars"), "expected a list of information, operations, research, knowledge");
    }
    return pillars;
  }

  private List<Redaction> redactions(JsonObject rule, JsonPointer at) {
    var redactions = new ArrayList<Redaction>();
    var items = rule.array("redact");
    for (int i = 0; i < items.size(); i++) {
      var read = redaction(items.get(i));
      if (read.isEmpty()) {
        fault(
            at.child(i),
            "expected identities, created-by, external-references, description, custom,"
                + " observed-counts, granular, time:hour, time:day, time:month or"
                + " { paths: [ /POINTER ] }");
      }
      read.ifPresent(redactions::add);
    }
    if (rule.has("redact") && items.isEmpty()) {
      fault(at, "expected a list of redactions");
    }
    return redactions;
  }

  private static Optional<Redaction> redaction(JsonValue item) {
    return switch (item) {
      case JsonString(String word) -> Redaction.named(word);
      case JsonObject object when object.members().size() == 1 && object.has("paths") ->
          paths(object);
      default -> Optional.empty();
    };
  }

  private static Optional<Redaction> paths(JsonObject object) {
    var pointers =
        object.strings("paths").stream().flatMap(text -> JsonPointer.parse(text).stream()).toList();
    boolean whole =
        pointers.isEmpty()
            || pointers.size() != object.array("paths").size()
            || pointers.contains(JsonPointer.ROOT);
    return whole ? Optional.empty() : Optional.of(new Redaction.Paths(pointers));
  }

  private Handling handling(JsonObject rule, JsonPointer at) {
    if (!rule.has("handling")) {
      return Handling.UNSAID;
    }
    var object = rule.object("handling").orElse(JsonObject.EMPTY);
    var handling = Handling.of(object);
    if (object.members().isEmpty()
        || handling.toJson().members().size() != object.members().size()) {
      fault(
          at, "expected onward, audience, use, purpose, retain, then, attribution as in an accord");
    }
    return handling;
  }

  private Constituency constituency(JsonObject root) {
    if (!root.has("constituency")) {
      return Constituency.EMPTY;
    }
    var at = JsonPointer.ROOT.child("constituency");
    var list = root.object("constituency").orElse(JsonObject.EMPTY);
    if (list.members().isEmpty()) {
      fault(at, "expected lists: " + sorted(IN_LIST));
    }
    known(list, IN_LIST, at);
    var names = strings(list, "names", at);
    var domains = strings(list, "domains", at);
    return new Constituency(
        new NameMatcher(names),
        Constituency.domains(domains),
        ranges(list, at),
        systems(list, at.child("systems")));
  }

  private List<String> strings(JsonObject list, String name, JsonPointer at) {
    var texts = list.strings(name).stream().filter(text -> !text.isBlank()).toList();
    if (list.has(name) && (texts.isEmpty() || texts.size() != list.array(name).size())) {
      fault(at.child(name), "expected a list of texts, none of them empty");
    }
    if (texts.size() > Constituency.MAX_ENTRIES) {
      fault(at.child(name), "more than " + Constituency.MAX_ENTRIES + " entries");
    }
    return texts;
  }

  private AddressRanges ranges(JsonObject list, JsonPointer at) {
    var ranges = new AddressRanges();
    var texts = strings(list, "addresses", at);
    for (int i = 0; i < texts.size(); i++) {
      if (!ranges.add(texts.get(i))) {
        fault(
            at.child("addresses").child(i),
            "\"" + texts.get(i) + "\" is no address or range such as 192.0.2.0/24");
      }
    }
    return ranges;
  }

  private Set<Long> systems(JsonObject list, JsonPointer at) {
    var systems = new HashSet<Long>();
    var items = list.array("systems");
    for (int i = 0; i < items.size(); i++) {
      var number =
          items.get(i) instanceof JsonNumber value ? value.integer() : Optional.<Long>empty();
      if (number.filter(n -> n >= 0 && n <= 0xffff_ffffL).isEmpty()) {
        fault(at.child(i), "expected the number of an autonomous system, such as 64496");
      }
      number.ifPresent(systems::add);
    }
    return systems;
  }
}
