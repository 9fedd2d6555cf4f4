package org.entente.json;

/// Bytes that are not strict JSON. The message says what is wrong and at which byte.
public final class MalformedJson extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedJson(String message) {
    super(message);
  }
}
