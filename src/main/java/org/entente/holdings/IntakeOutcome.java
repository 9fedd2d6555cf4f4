package org.entente.holdings;

import org.entente.crypto.Sha256;
import org.entente.stix.VersionKey;

/// What became of an object offered for filing; `object` is its number in the store.
public sealed interface IntakeOutcome {
  /// New here.
  record Stored(long object) implements IntakeOutcome {}

  /// Equal in its RFC 8785 form to what is held under that key from that source.
  record Duplicate(long object) implements IntakeOutcome {}

  /// It contradicts what is held from that source, which stays; nothing of this is kept.
  record Refused(VersionKey key, String message, String clause) implements IntakeOutcome {}

  /// The same release under a second number.
  static Refused broughtBefore(VersionKey key, long entry) {
    return new Refused(key, "%s came as entry %d already".formatted(key, entry), "");
  }

  /// Republished with other content, which STIX 2.1 §3.6 forbids: the first stays.
  static Refused otherContent(VersionKey key, Sha256 held, Sha256 offered) {
    return new Refused(
        key,
        key
            + " is held with other content (RFC 8785 digest "
            + held.hex().substring(0, 12)
            + "…, offered "
            + offered.hex().substring(0, 12)
            + "…); a change needs a new version",
        key.version().isEmpty() ? "STIX 2.1 §7.2" : Lineage.CLAUSE);
  }
}
