package org.entente.crypto;

/// Something signed or proved does not hold. The message names what was expected and what was
/// found.
public class ProofInvalid extends Exception {
  private static final long serialVersionUID = 1L;

  public ProofInvalid(String message) {
    super(message);
  }
}
