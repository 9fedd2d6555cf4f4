package org.entente.stix;

/// Which version of which object: the unit that is stored, decided and released once.
///
/// `version` is the normalised `modified` of a versioned object; `sha256:` and the hex digest of
/// the RFC 8785 form where there is none (SCOs, unversioned custom objects); empty for a
/// marking-definition, which is never versioned (STIX 2.1 §7.2.1).
public record VersionKey(StixId id, String version) {
  @Override
  public String toString() {
    return version.isEmpty() ? id.text() : id.text() + "@" + version;
  }
}
