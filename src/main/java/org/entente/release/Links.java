package org.entente.release;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.entente.accord.RefsRule;
import org.entente.expression.Derived;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.entente.redaction.Edit;
import org.entente.stix.Reference;
import org.entente.stix.StandardMarkings;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;

/// What becomes of an object's references toward one partner (accord.md §8.6): kept, rewritten to
/// the copy that went, taken out; or the object waits for one of them, or does not go at all.
final class Links {
  /// Lists without which the object says nothing (STIX 2.1 §4: required there).
  private static final Map<String, String> MEMBERS =
      Map.of(
          "report", "object_refs",
          "grouping", "object_refs",
          "note", "object_refs",
          "opinion", "object_refs",
          "observed-data", "object_refs");

  private final StixObject object;
  private final Edit edit;
  private final Function<StixId, Fate> fates;
  private final Between between;
  private final UnaryOperator<RefsRule> rule;

  private final List<JsonPointer> removed = new ArrayList<>();
  private final Map<StixId, StixId> originals = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();

  /// What stops an object here.
  sealed interface Stop {
    record Waiting(StixId on) implements Stop {}

    record Refused(Step reason) implements Stop {}
  }

  /// @param rule what the permits do with a reference to what the partner has not got, where the
  ///   default is this
  /// @param edit what redactions take out already; what becomes of references is added to it
  Links(
      StixObject object,
      Edit edit,
      Function<StixId, Fate> fates,
      Between between,
      UnaryOperator<RefsRule> rule) {
    this.object = object;
    this.edit = edit;
    this.fates = fates;
    this.between = between;
    this.rule = rule;
  }

  /// Goes through all references; afterwards the accessors below tell what came of it.
  Optional<Stop> follow() {
    var waits = Optional.<Stop>empty();
    for (var reference : object.references()) {
      var stop = follow(reference);
      if (stop.isPresent() && stop.get() instanceof Stop.Refused) {
        return stop;
      }
      waits = waits.isPresent() ? waits : stop;
    }
    return waits.isPresent() ? waits : emptied();
  }

  private Optional<Stop> follow(Reference reference) {
    if (edit.takes(reference.at())) {
      return isEnd(reference) ? nothingLeft(reference.property()) : Optional.empty();
    }
    var target = reference.target();
    if (target.equals(object.id())
        || between.isKnownToBoth(target)
        || StandardMarkings.isStandard(target)) {
      return Optional.empty();
    }
    if (between.secret().has(target)) {
      return isEnd(reference) || Derived.isMarkingReference(reference)
          ? refused(Step.of(Finding.NAMES_A_SECRET_PARTY, target.text()))
          : remove(reference);
    }
    return switch (fates.apply(target)) {
      case Fate.Gone(StixId as) -> gone(reference, as);
      case Fate.Plain.THEIRS -> Optional.empty();
      case Fate.Plain fate -> notThere(reference, fate);
    };
  }

  private Optional<Stop> gone(Reference reference, StixId as) {
    var target = reference.target();
    if (as.equals(target)) {
      return Optional.empty();
    }
    if (object.type().equals("language-content") && reference.property().equals("object_ref")) {
      // a translation may still say what was taken out of the object
      return refused(Step.of(Finding.TRANSLATES_A_COPY, target.text()));
    }
    edit.replace(reference.at(), JsonValue.of(as.text()));
    originals.put(as, target);
    steps.add(Step.of(Finding.REFERENCE_REWRITTEN, reference.at().toString(), as.text()));
    return Optional.empty();
  }

  private Optional<Stop> notThere(Reference reference, Fate.Plain fate) {
    boolean held = fate == Fate.Plain.HELD;
    if (Derived.isMarkingReference(reference)) {
      return held ? waits(reference) : stopped(Finding.MARKING_NOT_THERE, reference);
    }
    if (isEnd(reference)) {
      return held ? waits(reference) : stopped(Finding.END_WITHHELD, reference);
    }
    var otherwise = fate == Fate.Plain.ABSENT ? RefsRule.KEEP : RefsRule.REDACT;
    return switch (rule.apply(otherwise)) {
      case KEEP -> {
        steps.add(
            Step.of(Finding.REFERENCE_KEPT, reference.at().toString(), reference.target().text()));
        yield Optional.empty();
      }
      case REDACT -> remove(reference);
      case WITHHOLD -> stopped(Finding.REFERENCE_FORBIDS, reference);
    };
  }

  /// Without its ends there is no relationship, sighting or translation.
  private boolean isEnd(Reference reference) {
    if (reference.at().tokens().size() != 1) {
      return false;
    }
    var property = reference.property();
    return switch (object.type()) {
      case "relationship" -> property.equals("source_ref") || property.equals("target_ref");
      case "sighting" -> property.equals("sighting_of_ref");
      case "language-content" -> property.equals("object_ref");
      default -> false;
    };
  }

  private Optional<Stop> remove(Reference reference) {
    removed.add(reference.at());
    edit.take(reference.at());
    steps.add(
        Step.of(Finding.REFERENCE_REMOVED, reference.at().toString(), reference.target().text()));
    return Optional.empty();
  }

  private Optional<Stop> waits(Reference reference) {
    return Optional.of(new Stop.Waiting(reference.target()));
  }

  private Optional<Stop> stopped(Finding finding, Reference reference) {
    return refused(Step.of(finding, reference.property(), reference.target().text()));
  }

  private static Optional<Stop> refused(Step reason) {
    return Optional.of(new Stop.Refused(reason));
  }

  private static Optional<Stop> nothingLeft(String property) {
    return refused(Step.of(Finding.NOTHING_LEFT, property));
  }

  /// A report whose members are all gone, network traffic between nobody and nobody.
  private Optional<Stop> emptied() {
    if (edit.takesNothing()) {
      return Optional.empty();
    }
    if (object.type().equals("network-traffic")) {
      return isLost("src_ref") && isLost("dst_ref") ? nothingLeft("src_ref") : Optional.empty();
    }
    var list = MEMBERS.get(object.type());
    if (list == null || object.json().array(list).isEmpty()) {
      return Optional.empty();
    }
    var at = JsonPointer.ROOT.child(list);
    for (int i = 0; i < object.json().array(list).size(); i++) {
      if (!edit.takes(at.child(i))) {
        return Optional.empty();
      }
    }
    return nothingLeft(list);
  }

  private boolean isLost(String property) {
    var at = JsonPointer.ROOT.child(property);
    return !object.json().has(property) || edit.takes(at);
  }

  /// The references that are taken out.
  List<JsonPointer> removed() {
    return removed;
  }

  /// All that is to be changed in the object, redactions too.
  Edit edit() {
    return edit;
  }

  /// The original of an id that this object's copy will name.
  StixId original(StixId id) {
    return originals.getOrDefault(id, id);
  }

  List<Step> steps() {
    return steps;
  }
}
