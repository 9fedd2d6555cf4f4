package org.entente.redaction;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entente.accord.Redaction.Named;
import org.entente.expression.Derived;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;
import org.entente.stix.StixId;

/// Looks through an object once for the members that several redactions ask for, wherever they
/// stand. Of members that stand in one another each redaction takes the outermost.
final class MemberSearch {
  private static final Set<Named> SEARCHING =
      EnumSet.of(
          Named.IDENTITIES,
          Named.CREATED_BY,
          Named.EXTERNAL_REFERENCES,
          Named.DESCRIPTION,
          Named.CUSTOM);

  private final StixId from;
  private final Map<Named, List<JsonPointer>> found = new EnumMap<>(Named.class);

  private MemberSearch(StixId from) {
    this.from = from;
  }

  static MemberSearch of(JsonObject json, List<Redactions.Asked> asked, StixId from) {
    var wanted = EnumSet.noneOf(Named.class);
    for (var one : asked) {
      if (one.redaction() instanceof Named named && SEARCHING.contains(named)) {
        wanted.add(named);
      }
    }
    var search = new MemberSearch(from);
    if (!wanted.isEmpty()) {
      search.members(json, JsonPointer.ROOT, wanted);
    }
    return search;
  }

  List<JsonPointer> found(Named named) {
    return found.getOrDefault(named, List.of());
  }

  private void members(JsonObject json, JsonPointer at, Set<Named> wanted) {
    for (var member : json.members().entrySet()) {
      var name = member.getKey();
      var value = member.getValue();
      var rest = wanted;
      for (var named : wanted) {
        if (asksFor(named, name, value)) {
          rest = found(named, at.child(name), rest);
        }
      }
      below(value, at, name, rest);
    }
  }

  /// What is still to be looked for below a place that was found.
  private Set<Named> found(Named named, JsonPointer at, Set<Named> wanted) {
    found.computeIfAbsent(named, _ -> new ArrayList<>()).add(at);
    var rest = EnumSet.copyOf(wanted);
    rest.remove(named);
    return rest;
  }

  private void below(JsonValue value, JsonPointer at, String token, Set<Named> wanted) {
    if (wanted.isEmpty()) {
      return;
    }
    switch (value) {
      case JsonObject object -> members(object, at.child(token), wanted);
      case JsonArray(List<JsonValue> items) -> items(items, at.child(token), wanted);
      default -> {
        // a plain value has no members
      }
    }
  }

  private void items(List<JsonValue> items, JsonPointer at, Set<Named> wanted) {
    for (int i = 0; i < items.size(); i++) {
      var item = items.get(i);
      if (item instanceof JsonString) {
        continue;
      }
      var rest =
          wanted.contains(Named.IDENTITIES) && isSomebody(item)
              ? found(Named.IDENTITIES, at.child(i), wanted)
              : wanted;
      below(item, at, Integer.toString(i), rest);
    }
  }

  private boolean asksFor(Named named, String name, JsonValue value) {
    return switch (named) {
      case IDENTITIES ->
          name.equals("authors") || name.equals("contact_information") || isSomebody(value);
      case CREATED_BY -> name.equals("authors") || isForeignCreator(name, value);
      case EXTERNAL_REFERENCES -> name.equals("external_references");
      case DESCRIPTION -> name.equals("description");
      case CUSTOM -> name.startsWith("x_");
      case OBSERVED_COUNTS, GRANULAR -> false;
    };
  }

  private boolean isForeignCreator(String name, JsonValue value) {
    return name.equals("created_by_ref")
        && !(value instanceof JsonString(String text) && text.equals(from.text()));
  }

  private static boolean isSomebody(JsonValue value) {
    return value instanceof JsonObject embedded
        && (embedded.string("type").orElse("").equals("identity") || Derived.isPersonal(embedded));
  }
}
