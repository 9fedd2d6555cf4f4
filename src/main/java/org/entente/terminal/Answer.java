package org.entente.terminal;

import org.entente.json.JsonValue.JsonObject;

/// What a command answers: a JSON document for a program, text for a person, and the exit code.
/// Only one of the two is printed.
public record Answer(JsonObject json, String text, int exit) {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;

  public static Answer done(JsonObject json, String text) {
    return new Answer(json, text, DONE);
  }

  /// All was printed while the command ran.
  public static final Answer NOTHING_MORE = new Answer(JsonObject.EMPTY, "", DONE);

  /// The command ran to its end and what it found is not good, such as a ledger that does not
  /// verify. The findings are printed like any answer.
  public static Answer failed(JsonObject json, String text) {
    return new Answer(json, text, FAILED);
  }
}
