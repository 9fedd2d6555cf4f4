package org.entente.national;

import java.util.List;

/// A `national.yaml` that cannot be used: every fault with its line and column, all together.
public final class NationalRejected extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> faults;

  NationalRejected(List<String> faults) {
    super(String.join("\n", faults));
    this.faults = List.copyOf(faults);
  }

  /// `12:5 unknown redaction "descriptions"; …`
  public List<String> faults() {
    return faults;
  }
}
