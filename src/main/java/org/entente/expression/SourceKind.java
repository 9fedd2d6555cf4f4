package org.entente.expression;

import java.util.Optional;

/// Where a collection or feed has its objects from.
public enum SourceKind {
  OWN,
  /// From an operator at home, with the consents it gave.
  CONSTITUENT,
  /// Bought or licensed.
  VENDOR,
  PUBLIC,
  /// From a party of an accord; set by the exchange, never by hand.
  PARTY;

  public static Optional<SourceKind> named(String word) {
    return Words.read(SourceKind.class, word);
  }

  /// As the document spells it.
  public String word() {
    return Words.of(this);
  }
}
