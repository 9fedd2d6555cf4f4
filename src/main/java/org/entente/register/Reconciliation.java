package org.entente.register;

import java.util.List;
import java.util.Optional;

/// What came of comparing both directions under one accord.
///
/// @param sent entries of our log that were looked at
/// @param received entries of the partner's log that were looked at
/// @param unasked why the partner's word could not be had; then only this node's rows were compared
/// @param differences none when all is well; at most [#MAX_DIFFERENCES]
public record Reconciliation(
    String accord,
    long sent,
    long received,
    Optional<String> unasked,
    List<Difference> differences) {
  public static final int MAX_DIFFERENCES = 1_000;

  /// One thing that does not fit.
  ///
  /// @param log origin of the log
  /// @param entry the number in it; −1 where it concerns the whole
  public record Difference(String log, long entry, String problem) {}

  public Reconciliation {
    differences = List.copyOf(differences);
  }

  /// Whether both sides were compared and nothing differs.
  public boolean isClean() {
    return withPartner() && differences.isEmpty();
  }

  public boolean withPartner() {
    return unasked.isEmpty();
  }
}
