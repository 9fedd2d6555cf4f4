package org.entente.exchange;

import org.entente.document.Succession;

/// What became of a `succeed` statement that was handed in.
public sealed interface Succeeded {
  /// It was taken.
  ///
  /// @param epoch the one that begins
  record New(Succession succession, int epoch) implements Succeeded {}

  /// It was taken before.
  record Known(Succession succession) implements Succeeded {}

  /// It was not, and nothing has changed.
  record Refused(String reason) implements Succeeded {}
}
