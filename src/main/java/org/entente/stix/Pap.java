package org.entente.stix;

import java.util.Locale;
import java.util.Optional;

/// Levels of the Permissible Actions Protocol, lowest first. `UNKNOWN` claims to be a PAP level and
/// is none; it stands above RED.
public enum Pap {
  CLEAR,
  GREEN,
  AMBER,
  RED,
  UNKNOWN;

  /// `PAP:AMBER`
  public String label() {
    return "PAP:" + name();
  }

  /// Reads `PAP:AMBER`, `pap:white`, `green`; not UNKNOWN.
  public static Optional<Pap> named(String label) {
    var word = label.strip().toUpperCase(Locale.ROOT);
    word = word.matches("PAP[:.].*") ? word.substring(4).strip() : word;
    return switch (word) {
      case "CLEAR", "WHITE" -> Optional.of(CLEAR);
      case "GREEN" -> Optional.of(GREEN);
      case "AMBER" -> Optional.of(AMBER);
      case "RED" -> Optional.of(RED);
      default -> Optional.empty();
    };
  }

  public Pap max(Pap other) {
    return compareTo(other) >= 0 ? this : other;
  }

  public boolean fits(Pap ceiling) {
    return compareTo(ceiling) <= 0;
  }
}
