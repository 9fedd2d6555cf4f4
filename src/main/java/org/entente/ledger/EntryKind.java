package org.entente.ledger;

import java.util.Arrays;
import java.util.Optional;

/// What an entry is, as the leaf's member `t` spells it. Entries that are [#receipted] are answered
/// by the holder with a receipt; the others are pulled and cosigned, never answered, or two nodes
/// would acknowledge acknowledgements for ever.
public enum EntryKind {
  STATEMENT("statement", true),
  RELEASE("release", true),
  RECALL("recall", true),
  REQUEST("request", true),
  CASE("case", true),
  /// The releaser's entry for a receipt it got.
  RECEIVED("received", false),
  /// The receiver's own entry for a receipt it sends.
  RECEIPT("receipt", false),
  REFUSAL("refusal", false),
  ALARM("alarm", false),
  MATCH_EPOCH("match-epoch", false),
  MATCH_QUERY("match-query", false),
  MATCH_EVALUATE("match-evaluate", false),
  MATCH_RESULT("match-result", false);

  private final String text;
  private final boolean receipted;

  EntryKind(String text, boolean receipted) {
    this.text = text;
    this.receipted = receipted;
  }

  public static Optional<EntryKind> named(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
  }

  public String text() {
    return text;
  }

  public boolean receipted() {
    return receipted;
  }
}
