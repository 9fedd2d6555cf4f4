package org.entente.redaction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entente.accord.Redaction;
import org.entente.accord.Redaction.Named;
import org.entente.accord.Redaction.Paths;
import org.entente.accord.Redaction.Time;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.entente.stix.Kind;
import org.entente.stix.Markings;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.stix.Tlp;

/// What each redaction of accord.md §9 takes out of an object: the places, found
/// before anything moves, and the values that are made [coarser][Coarser] instead.
///
///     identities           references to identities, authors, embedded persons and organisations
///     created-by           created_by_ref, unless it is the releaser's own, and authors
///     external-references  every member of that name;   description: likewise
///     custom               what the standard does not define: x_… members, foreign extensions
///     observed-counts      number_observed becomes 1 (the standard asks for it), count goes
///     time:hour|day|month  every timestamp is cut down, but created and modified
///     granular             what carries a granular marking above the ceiling
///     paths                these JSON pointers
///
/// The object's own markings stay, whatever is asked: [MarkingPlaces]. Not reached: times and names
/// that stand in free text or in a pattern.
public final class Redactions {
  private final StixObject object;
  private final StixId from;
  private final Markings markings;
  private final Tlp ceiling;
  private final MemberSearch search;

  /// A redaction and whether only a rule of our own asks for it.
  public record Asked(Redaction redaction, boolean national) {}

  private Redactions(
      StixObject object, StixId from, Markings markings, Tlp ceiling, MemberSearch search) {
    this.object = object;
    this.from = from;
    this.markings = markings;
    this.ceiling = ceiling;
    this.search = search;
  }

  /// What all of these take out together.
  ///
  /// @param from the releasing party, whose own name stays
  /// @param ceiling above which a part marked on its own goes
  public static Cut cut(
      StixObject object, StixId from, Markings markings, Tlp ceiling, List<Asked> asked) {
    if (asked.isEmpty()) {
      return Cut.NONE;
    }
    var search = MemberSearch.of(object.json(), asked, from);
    return new Redactions(object, from, markings, ceiling, search).cut(asked);
  }

  private Cut cut(List<Asked> asked) {
    var redacted = new ArrayList<Redacted>(asked.size());
    var replaced = new LinkedHashMap<JsonPointer, JsonValue>();
    for (var one : asked) {
      var coarser = coarser(one.redaction());
      var places = MarkingPlaces.spared(object.json(), places(one.redaction()));
      if (!coarser.isEmpty()) {
        places = new ArrayList<>(places);
        places.addAll(coarser.keySet());
        replaced.putAll(coarser);
      }
      if (!places.isEmpty()) {
        redacted.add(new Redacted(one.redaction().word(), places, one.national()));
      }
    }
    if (!replaced.isEmpty()) {
      // what one redaction takes out, another need not make coarser
      redacted.stream()
          .filter(one -> !makesCoarser(one.word()))
          .forEach(one -> one.places().forEach(replaced::remove));
    }
    return redacted.isEmpty() ? Cut.NONE : new Cut(redacted, replaced);
  }

  private static boolean makesCoarser(String word) {
    return word.startsWith("time:") || word.equals(Named.OBSERVED_COUNTS.word());
  }

  private Map<JsonPointer, JsonValue> coarser(Redaction redaction) {
    return switch (redaction) {
      case Time(Time.Unit unit) -> Coarser.times(object.json(), unit);
      case Named.OBSERVED_COUNTS -> Coarser.observedOnce(object.json());
      case Named _, Paths _ -> Map.of();
    };
  }

  private List<JsonPointer> places(Redaction redaction) {
    return switch (redaction) {
      case Named named -> places(named);
      case Time _ -> List.of();
      case Paths(List<JsonPointer> pointers) ->
          pointers.stream().filter(at -> at.resolve(object.json()).isPresent()).toList();
    };
  }

  private List<JsonPointer> places(Named named) {
    var found = search.found(named);
    return switch (named) {
      case CREATED_BY, EXTERNAL_REFERENCES, DESCRIPTION -> found;
      case IDENTITIES -> identities(found);
      case CUSTOM -> custom(found);
      case OBSERVED_COUNTS ->
          object.json().has("count") ? List.of(JsonPointer.ROOT.child("count")) : List.of();
      case GRANULAR -> granular();
    };
  }

  private List<JsonPointer> identities(List<JsonPointer> found) {
    Set<JsonPointer> places = new LinkedHashSet<>();
    for (var reference : object.references()) {
      if (reference.target().text().startsWith("identity--") && !reference.target().equals(from)) {
        places.add(reference.at());
      }
    }
    places.addAll(found);
    return List.copyOf(places);
  }

  private List<JsonPointer> custom(List<JsonPointer> found) {
    Set<JsonPointer> places = new LinkedHashSet<>(found);
    for (var name : object.json().members().keySet()) {
      if (!StandardProperties.has(object.type(), name)) {
        places.add(JsonPointer.ROOT.child(name));
      }
    }
    var extensions = object.json().object("extensions");
    if (extensions.isPresent() && object.kind() != Kind.MARKING_DEFINITION) {
      for (var key : extensions.get().members().keySet()) {
        if (key.startsWith("extension-definition--") || key.startsWith("x-")) {
          places.add(JsonPointer.ROOT.child("extensions").child(key));
        }
      }
    }
    return List.copyOf(places);
  }

  private List<JsonPointer> granular() {
    return markings.applied().stream()
        .filter(applied -> !applied.selectors().isEmpty())
        .filter(applied -> applied.marking().tlp().map(this::isAbove).orElse(false))
        .flatMap(applied -> applied.selectors().stream())
        .map(selector -> new JsonPointer(Selectors.tokens(selector)))
        .filter(at -> at.resolve(object.json()).isPresent())
        .distinct()
        .toList();
  }

  private boolean isAbove(Tlp tlp) {
    return tlp.compareTo(ceiling) > 0;
  }
}
