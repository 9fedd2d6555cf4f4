package org.entente.release;

import java.util.List;
import org.entente.crypto.Sha256;

/// An officer's word that an object may go, given for exactly what was shown: it lapses when the
/// object's bytes, the accord's revision or the permitting clause have changed (accord.md §8.7).
///
/// @param name of the officer; two officers are two names
/// @param persons at the partner, to whom alone a TLP:RED object may go
/// @param bytes SHA-256 of the original's verbatim bytes
public record Officer(
    String name, List<String> persons, Sha256 bytes, Sha256 revision, String clause) {
  public Officer {
    persons = List.copyOf(persons);
  }

  boolean agreesTo(Wanted wanted) {
    return bytes.equals(wanted.bytes())
        && revision.equals(wanted.revision())
        && clause.equals(wanted.clause());
  }
}
