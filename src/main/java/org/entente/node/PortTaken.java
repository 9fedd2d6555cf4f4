package org.entente.node;

/// A port that the configuration names cannot be opened; the message says which and why.
public final class PortTaken extends Exception {
  private static final long serialVersionUID = 1L;

  PortTaken(String message, Throwable cause) {
    super(message, cause);
  }
}
