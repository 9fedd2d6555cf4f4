package org.entente.exchange;

import org.entente.document.Succession;

/// What became of a `succeed` statement that was handed in.
public sealed interface Succeeded {
  /// @param epoch the one that begins
  record New(Succession succession, int epoch) implements Succeeded {}

  /// It was taken before.
  record Known(Succession succession) implements Succeeded {}

  record Refused(String reason) implements Succeeded {}
}
