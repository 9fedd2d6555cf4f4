package org.entente.terminal;

import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;

/// A command that was not carried out. What is printed, with `--json` on standard output:
///
///     {"error":{"code":"no-home","message":"no node lives in /srv/e","next":"./entente init …"}}
///
/// `code` is for programs and stays the same over releases, `message` says what and which one,
/// `next` what a person can do about it.
public final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String next;
  private final transient JsonObject findings;

  public Refused(String code, String message, String next) {
    this(code, message, next, JsonObject.EMPTY);
  }

  /// With findings, which follow `error` in the document as members of their own.
  public Refused(String code, String message, String next, JsonObject findings) {
    super(message);
    this.code = code;
    this.next = next;
    this.findings = findings;
  }

  public String code() {
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
    var json = JsonValue.object().put("error", error);
    findings.members().forEach(json::put);
    return json.build();
  }
}
