package org.entente.holdings;

import java.time.Instant;
import org.entente.stix.StixObject;
import org.entente.stix.VersionKey;

/// One object version from one source, as it lies in the store. `source` is [#HOME] for what came
/// through this node's own doors, else the identity id of the party that sent it. `firstHeld` is
/// the date of its first filing.
public record Held(long no, String source, StixObject object, Instant firstHeld) {
  public static final String HOME = "";

  public VersionKey key() {
    return object.key();
  }

  /// Its version in a form that sorts by time, where the object has versions.
  public String sortableVersion() {
    return ObjectTable.sortable(key().version());
  }

  public boolean isOurs() {
    return source.equals(HOME);
  }
}
