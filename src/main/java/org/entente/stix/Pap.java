package org.entente.stix;

import java.util.Locale;
import java.util.Optional;

/// Permissible Actions Protocol, ordered from free use to none that an adversary could notice.
public enum Pap {
  CLEAR,
  GREEN,
  AMBER,
  RED,
  /// A marking whose definition is absent or of an unknown type: it stands above RED.
  UNKNOWN;

  /// `PAP:AMBER`
  public String label() {
    return "PAP:" + name();
  }

  /// Reads `AMBER`, `amber` or `PAP:AMBER`; never UNKNOWN.
  public static Optional<Pap> named(String text) {
    var name = text.toUpperCase(Locale.ROOT).replaceFirst("^PAP[:.]", "");
    for (var pap : values()) {
      if (pap != UNKNOWN && pap.name().equals(name.equals("WHITE") ? "CLEAR" : name)) {
        return Optional.of(pap);
      }
    }
    return Optional.empty();
  }
}
