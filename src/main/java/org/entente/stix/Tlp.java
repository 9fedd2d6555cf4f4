package org.entente.stix;

import java.util.Locale;
import java.util.Optional;

/// TLP 2.0 levels (FIRST), lowest first. `UNKNOWN` is a marking that nobody here can read: its
/// definition is absent or of an unknown type, and it stands above RED.
public enum Tlp {
  CLEAR,
  GREEN,
  AMBER,
  AMBER_STRICT,
  RED,
  UNKNOWN;

  /// `TLP:AMBER+STRICT`
  public String label() {
    return "TLP:" + word();
  }

  /// Reads `TLP:AMBER+STRICT`, `tlp:amber-strict`, `AMBER_STRICT`, `white`; not UNKNOWN.
  public static Optional<Tlp> named(String label) {
    var word = label.strip().toUpperCase(Locale.ROOT);
    word = word.matches("TLP[:.].*") ? word.substring(4).strip() : word;
    return switch (word) {
      case "CLEAR", "WHITE" -> Optional.of(CLEAR);
      case "GREEN" -> Optional.of(GREEN);
      case "AMBER", "YELLOW" -> Optional.of(AMBER);
      case "AMBER+STRICT", "AMBER-STRICT", "AMBER_STRICT", "AMBER STRICT", "AMBERSTRICT" ->
          Optional.of(AMBER_STRICT);
      case "RED" -> Optional.of(RED);
      default -> Optional.empty();
    };
  }

  private String word() {
    return this == AMBER_STRICT ? "AMBER+STRICT" : name();
  }

  public Tlp max(Tlp other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /// What is marked so may go under this ceiling.
  public boolean fits(Tlp ceiling) {
    return compareTo(ceiling) <= 0;
  }
}
