package org.entente.stix;

import java.util.Optional;

/// What a marking, or all of an object's markings together, asks for. A `statement` has no rank: it
/// travels with the object and says nothing of TLP or PAP.
public record Marking(Optional<Tlp> tlp, Optional<Pap> pap, boolean statement) {
  public static final Marking NONE = new Marking(Optional.empty(), Optional.empty(), false);
  public static final Marking STATEMENT = new Marking(Optional.empty(), Optional.empty(), true);

  /// Nobody here can tell what it asks for, so it asks for the most.
  public static final Marking UNKNOWN = of(Tlp.UNKNOWN).max(of(Pap.UNKNOWN));

  public static Marking of(Tlp tlp) {
    return new Marking(Optional.of(tlp), Optional.empty(), false);
  }

  public static Marking of(Pap pap) {
    return new Marking(Optional.empty(), Optional.of(pap), false);
  }

  /// The stricter reading of both.
  public Marking max(Marking other) {
    return new Marking(
        tlp.isPresent() && other.tlp.isPresent()
            ? Optional.of(tlp.get().max(other.tlp.get()))
            : tlp.or(other::tlp),
        pap.isPresent() && other.pap.isPresent()
            ? Optional.of(pap.get().max(other.pap.get()))
            : pap.or(other::pap),
        statement || other.statement);
  }
}
