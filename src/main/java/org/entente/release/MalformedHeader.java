package org.entente.release;

/// A release header that is not in the form of [ReleaseHeader]; the message names the member.
public final class MalformedHeader extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedHeader(String message) {
    super(message);
  }
}
