package org.entente.release;

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

  @Override
  public String toString() {
    return tlp.label() + " " + pap.label();
  }
}
