package org.entente.accord;

import java.util.Optional;
import org.entente.expression.Words;

/// An organ of a party: an accord can be signed by one, run by another, followed by a third.
public record Body(String id, Texts name, Role role) {
  public enum Role {
    /// Runs the node and answers for it.
    COMPETENT_AUTHORITY,
    /// Signs the accord: every one of a party's signatories must.
    SIGNATORY,
    OBSERVER,
    LIAISON;

    public static Optional<Role> named(String word) {
      return Words.read(Role.class, word);
    }

    public String word() {
      return Words.of(this);
    }
  }
}
