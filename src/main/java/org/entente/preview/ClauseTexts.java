package org.entente.preview;

import java.util.function.Function;
import org.entente.accord.Texts;
import org.entente.node.Node;

/// What a clause says, for explanations: by its id, of the nation's own rules and of the accords
/// with one partner.
public final class ClauseTexts {
  private final Node node;

  public ClauseTexts(Node node) {
    this.node = node;
  }

  public Function<String, Texts> toward(String partner) {
    var between = node.agreements().direction(node.card().identity(), partner);
    return id -> node.rules().text(id).orElseGet(() -> between.clauseText(id));
  }
}
