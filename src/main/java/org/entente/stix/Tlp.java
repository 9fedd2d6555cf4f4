package org.entente.stix;

import java.util.Locale;
import java.util.Optional;

/// Traffic Light Protocol 2.0 (FIRST), ordered from what may travel furthest to what may not travel
/// at all. TLP 1's WHITE reads as CLEAR.
public enum Tlp {
  CLEAR,
  GREEN,
  AMBER,
  AMBER_STRICT,
  RED,
  /// A marking whose definition is absent or of an unknown type: it stands above RED.
  UNKNOWN;

  /// `TLP:AMBER+STRICT`
  public String label() {
    return "TLP:" + name().replace('_', '+');
  }

  /// Reads `AMBER_STRICT`, `amber+strict` or `TLP:AMBER+STRICT`; never UNKNOWN.
  public static Optional<Tlp> named(String text) {
    var name = text.toUpperCase(Locale.ROOT).replaceFirst("^TLP[:.]", "").replace('+', '_');
    for (var tlp : values()) {
      if (tlp != UNKNOWN && tlp.name().equals(name.equals("WHITE") ? "CLEAR" : name)) {
        return Optional.of(tlp);
      }
    }
    return Optional.empty();
  }
}
