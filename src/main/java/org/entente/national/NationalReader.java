package org.entente.national;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  private final Faults faults;
  private final List<Rule<Clause.Forbid>> forbids = new ArrayList<>();
  private final List<Rule<Clause.Require>> requires = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  private NationalReader(Faults faults) {
    this.faults = faults;
  }

  static NationalRules read(String text) throws NationalRejected {
    try {
      var yaml = Yaml.parse(text);
      return new NationalReader(new Faults(yaml::place)).read(root(yaml.value()));
    } catch (MalformedYaml e) {
      throw new NationalRejected(List.of(String.valueOf(e.getMessage())));
    }
  }

  private static JsonObject root(JsonValue value) throws NationalRejected {
    return switch (value) {
      case JsonObject object -> object;
      case JsonNull.NULL -> JsonObject.EMPTY;
      default -> throw new NationalRejected(List.of("1:1 expected names with values"));
    };
  }

  private NationalRules read(JsonObject root) throws NationalRejected {
    faults.unlessKnown(root, TOP, JsonPointer.ROOT);
    if (!root.members().isEmpty() && !root.integer("entente-national").equals(Optional.of(1L))) {
      faults.add(JsonPointer.ROOT, "expected entente-national: 1");
    }
    var rules = root.array("rules");
    if ((root.has("rules") && rules.isEmpty()) || rules.size() > MAX_RULES) {
      faults.add(
          JsonPointer.ROOT.child("rules"), "expected a list of 1 to " + MAX_RULES + " rules");
    }
    for (int i = 0; i < rules.size(); i++) {
      rule(rules.get(i), JsonPointer.ROOT.child("rules").child(i));
    }
    var constituency = new ConstituencyReader(faults).read(root);
    faults.throwIfAny();
    return new NationalRules(forbids, requires, constituency);
  }

  private void rule(JsonValue value, JsonPointer at) {
    if (!(value instanceof JsonObject rule)) {
      faults.add(at, "expected a rule: names with values");
      return;
    }
    boolean forbid = rule.has("forbid");
    if (forbid == rule.has("require")) {
      faults.add(at, "a rule has either forbid or require");
      return;
    }
    faults.unlessKnown(rule, forbid ? IN_FORBID : IN_RULE, at);
    var id = rule.string("id").filter(name -> !name.isBlank() && name.length() <= 64).orElse("");
    if (id.isEmpty() || !ids.add(id)) {
      faults.add(at.child("id"), "expected an id of its own, such as N1");
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
        faulty.faults().forEach(fault -> faults.add(at, fault.toString()));
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
      faults.add(at.child("approval"), "expected none, officer or two-officers");
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
      faults.add(at.child("text"), "expected a text, or texts by language");
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
      faults.add(
          at.child("pillars"), "expected a list of information, operations, research, knowledge");
    }
    return pillars;
  }

  private List<Redaction> redactions(JsonObject rule, JsonPointer at) {
    var redactions = new ArrayList<Redaction>();
    var items = rule.array("redact");
    for (int i = 0; i < items.size(); i++) {
      var read = redaction(items.get(i));
      if (read.isEmpty()) {
        faults.add(
            at.child(i),
            "expected identities, created-by, external-references, description, custom,"
                + " observed-counts, granular, time:hour, time:day, time:month or"
                + " { paths: [ /POINTER ] }");
      }
      read.ifPresent(redactions::add);
    }
    if (rule.has("redact") && items.isEmpty()) {
      faults.add(at, "expected a list of redactions");
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
      faults.add(
          at, "expected onward, audience, use, purpose, retain, then, attribution as in an accord");
    }
    return handling;
  }
}
