package org.entente.national;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue.JsonNumber;
import org.entente.json.JsonValue.JsonObject;

/// Reads the constituency list of `national.yaml` (form: [NationalRules]).
final class ConstituencyReader {
  private static final Set<String> IN_LIST = Set.of("names", "domains", "addresses", "systems");

  private final Faults faults;

  ConstituencyReader(Faults faults) {
    this.faults = faults;
  }

  Constituency read(JsonObject root) {
    if (!root.has("constituency")) {
      return Constituency.EMPTY;
    }
    var at = JsonPointer.ROOT.child("constituency");
    var list = root.object("constituency").orElse(JsonObject.EMPTY);
    if (list.members().isEmpty()) {
      faults.add(at, "expected lists: " + Faults.sorted(IN_LIST));
    }
    faults.unlessKnown(list, IN_LIST, at);
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
      faults.add(at.child(name), "expected a list of texts, none of them empty");
    }
    if (texts.size() > Constituency.MAX_ENTRIES) {
      faults.add(at.child(name), "more than " + Constituency.MAX_ENTRIES + " entries");
    }
    return texts;
  }

  private AddressRanges ranges(JsonObject list, JsonPointer at) {
    var ranges = new AddressRanges();
    var texts = strings(list, "addresses", at);
    for (int i = 0; i < texts.size(); i++) {
      if (!ranges.add(texts.get(i))) {
        faults.add(
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
        faults.add(at.child(i), "expected the number of an autonomous system, such as 64496");
      }
      number.ifPresent(systems::add);
    }
    return systems;
  }
}
