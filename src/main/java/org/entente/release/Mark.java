package org.entente.release;

import org.entente.stix.Marking;
import org.entente.stix.Markings;
import org.entente.stix.Pap;
import org.entente.stix.Tlp;

/// The marking an object counts as, once the default of unmarked objects is applied.
public record Mark(Tlp tlp, Pap pap) {

  /// Of both the stricter.
  public Mark and(Mark other) {
    return new Mark(
        tlp.compareTo(other.tlp) >= 0 ? tlp : other.tlp,
        pap.compareTo(other.pap) >= 0 ? pap : other.pap);
  }

  /// What an object counts as: its own markings, the maximum over the whole and its parts; where
  /// the whole has none, what is unmarked counts as `unmarked` says (accord.md §8.4). A statement
  /// has no rank, so it leaves an object unmarked.
  static Mark of(Markings markings, Mark unmarked) {
    var whole = Marking.NONE;
    for (var applied : markings.applied()) {
      if (applied.selectors().isEmpty()) {
        whole = whole.max(applied.marking());
      }
    }
    var least = new Mark(whole.tlp().orElse(unmarked.tlp), whole.pap().orElse(unmarked.pap));
    return new Mark(markings.tlp().orElse(least.tlp), markings.pap().orElse(least.pap)).and(least);
  }

  @Override
  public String toString() {
    return tlp.label() + " " + pap.label();
  }
}
