package org.entente.storage;

/// The disk or the database did not do what it must. The work in hand is undone; the message says
/// which file and, where that is known, what to do (free space, permissions).
public final class StorageFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StorageFailure(String message, Throwable cause) {
    super(message, cause);
  }

  public StorageFailure(String message) {
    super(message);
  }
}
