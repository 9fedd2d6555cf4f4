package org.entente.simulation;

/// The machine is without power from this instant on. An error, so that nothing that handles
/// failures goes on working on a machine that is dead.
final class PowerCut extends Error {
  private static final long serialVersionUID = 1L;

  PowerCut(String where) {
    super(where, null, false, false);
  }
}
