package org.entente.stix;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How a collection receives what breaks the standard: `strict` refuses it, `tolerant` keeps it
/// byte for byte and refuses only what could not be filed or would be misread.
public enum Gate {
  STRICT,
  TOLERANT;

  public static Optional<Gate> parse(String label) {
    return switch (label) {
      case "strict" -> Optional.of(STRICT);
      case "tolerant" -> Optional.of(TOLERANT);
      default -> Optional.empty();
    };
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The problems for which this gate refuses an object; none means that it may enter.
  public List<Problem> refusedFor(List<Problem> problems) {
    return this == STRICT
        ? problems
        : problems.stream().filter(Problem::fatalWhenTolerant).toList();
  }
}
