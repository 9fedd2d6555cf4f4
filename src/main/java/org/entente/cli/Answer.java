package org.entente.cli;

import org.entente.json.JsonValue.JsonObject;

/// What a command answers: a JSON document for a program, text for a person, and the exit code.
/// Only one of the two is printed.
record Answer(JsonObject json, String text, int exit) {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;

  static Answer done(JsonObject json, String text) {
    return new Answer(json, text, DONE);
  }

  /// All was printed while the command ran.
  static final Answer NOTHING_MORE = new Answer(JsonObject.EMPTY, "", DONE);

  /// The command ran to its end and what it found is not good, such as a ledger that does not
  /// verify. The findings are printed like any answer.
  static Answer failed(JsonObject json, String text) {
    return new Answer(json, text, FAILED);
  }
}
