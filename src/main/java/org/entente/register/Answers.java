package org.entente.register;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.entente.receipt.Receipt;
import org.entente.receipt.Verdict;

/// What a partner's receipts say of each entry, in the order in which they were taken: an entry's
/// first answer stands.
final class Answers {
  private final BitSet answered = new BitSet();
  private final Map<Long, Verdict> verdicts = new HashMap<>();

  void add(Receipt receipt) {
    for (var verdict : receipt.verdicts()) {
      if (!answered.get(Math.toIntExact(verdict.index()))) {
        verdicts.put(verdict.index(), verdict);
      }
    }
    answered.set(Math.toIntExact(receipt.from()), Math.toIntExact(receipt.to()));
  }

  /// Of the entries that were not simply accepted.
  Map<Long, Verdict> verdicts() {
    return verdicts;
  }
}
