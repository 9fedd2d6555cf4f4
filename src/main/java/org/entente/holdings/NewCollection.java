package org.entente.holdings;

import java.util.Optional;
import java.util.UUID;
import org.entente.accord.Pillar;
import org.entente.expression.Source;
import org.entente.stix.Gate;
import org.entente.stix.Tlp;

/// What a collection is made from. It starts closed.
public record NewCollection(
    UUID id,
    String name,
    String title,
    Pillar pillar,
    Gate gate,
    Source source,
    Optional<Tlp> unmarked) {
  private static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";
  private static final int MAX_TITLE = 250;

  public NewCollection {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "collection name \"" + name + "\": expected 1 to 63 of a-z, 0-9, dot, dash, underscore");
    }
    if (title.isBlank() || title.length() > MAX_TITLE) {
      throw new IllegalArgumentException(
          "collection title: expected 1 to " + MAX_TITLE + " characters, found " + title.length());
    }
  }

  public static boolean isName(String text) {
    return text.matches(NAME);
  }
}
