package org.entente.release;

import org.entente.stix.StixId;

/// What has become, toward this partner, of an id that a candidate refers to. `Gone` by any version
/// wins over what happened to the others; what lies only in closed collections is ABSENT.
public sealed interface Fate {

  /// The partner has it: as itself, or as the redacted copy of this id.
  record Gone(StixId as) implements Fate {}

  /// The fates that say no more than their name.
  enum Plain implements Fate {
    /// It came from the partner, or is known everywhere like the standard TLP definitions.
    THEIRS,
    /// It waits for an officer, or for something that does.
    HELD,
    WITHHELD,
    /// Not here, or not in any collection that is open to this partner.
    ABSENT
  }

  Fate THEIRS = Plain.THEIRS;
  Fate HELD = Plain.HELD;
  Fate WITHHELD = Plain.WITHHELD;
  Fate ABSENT = Plain.ABSENT;
}
