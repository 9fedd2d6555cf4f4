package org.entente.release;

import java.util.Comparator;
import java.util.List;
import org.entente.accord.Handling;
import org.entente.accord.RefsRule;
import org.entente.stix.Tlp;

/// The permits under which an object goes, in document order: every pillar it is filed in has one.
/// It goes once, under the number of the first, and bound by the strictest of all of them. Which is
/// first depends on the accords alone, so an approval given for it stays good for it.
record Grant(List<Plan.Permission> permissions) {

  Grant {
    permissions = List.copyOf(permissions);
  }

  /// The one that the header names.
  Plan.Permission first() {
    return permissions.getFirst();
  }

  Tlp ceiling() {
    return permissions.stream()
        .map(permission -> permission.rule().clause().ceiling())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  Handling handling() {
    return permissions.stream()
        .map(permission -> permission.rule().clause().handling())
        .reduce(Handling.UNSAID, Handling::and);
  }

  /// What becomes of a reference to what the partner has not got.
  ///
  /// @param otherwise where a permit does not say
  RefsRule refs(RefsRule otherwise) {
    return permissions.stream()
        .map(permission -> permission.rule().clause().refs().orElse(otherwise))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }
}
