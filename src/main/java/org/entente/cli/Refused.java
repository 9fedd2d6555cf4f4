package org.entente.cli;

import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;

/// A command that was not carried out. What is printed, with `--json` on standard output:
///
///     {"error":{"code":"no-home","message":"no node lives in /srv/e","next":"./entente init …"}}
///
/// `code` is for programs and stays the same over releases, `message` says what and which one,
/// `next` what a person can do about it.
final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String next;

  Refused(String code, String message, String next) {
    super(message);
    this.code = code;
    this.next = next;
  }

  String code() {
    return code;
  }

  String next() {
    return next;
  }

  JsonObject json() {
    var error =
        JsonValue.object()
            .put("code", code)
            .put("message", String.valueOf(getMessage()))
            .put("next", next)
            .build();
    return JsonValue.object().put("error", error).build();
  }
}
