package org.entente.receipt;

import java.util.ArrayList;
import java.util.List;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.json.CanonicalJson;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.tlog.LogOrigin;

/// What a holder says about entries `from` to `to` (exclusive) of a partner's log. Its canonical
/// JSON is the payload to which the holder's own `receipt` entry commits, in the transaction that
/// applies the page:
///
///     {"accord":"accord--6f1c…","from":17,"log":"node.cert.example/entente/…","root":"<base64>",
///      "to":42,"verdicts":[{"index":19,"outcome":"quarantined","reason":"clause 2.9 forbids it"}]}
///
/// `root` is the root of the log at size `to`. Verdicts are in order, one an entry, and only for
/// entries that were not applied.
public record Receipt(
    String accord, LogOrigin log, long from, long to, Sha256 root, List<Verdict> verdicts) {
  public Receipt {
    verdicts = List.copyOf(verdicts);
    if (from < 0 || from >= to) {
      throw new IllegalArgumentException("a receipt from %d to %d".formatted(from, to));
    }
    long next = from;
    for (var verdict : verdicts) {
      if (verdict.index() < next || verdict.index() >= to) {
        throw new IllegalArgumentException(
            "verdict on entry %d out of place in a receipt from %d to %d"
                .formatted(verdict.index(), from, to));
      }
      next = verdict.index() + 1;
    }
  }

  public byte[] bytes() {
    return CanonicalJson.bytes(members().build());
  }

  JsonValue.Builder members() {
    return JsonValue.object()
        .put("accord", accord)
        .put("from", from)
        .put("log", log.text())
        .put("root", root.base64())
        .put("to", to)
        .put(
            "verdicts",
            JsonValue.array(
                verdicts,
                verdict ->
                    JsonValue.object()
                        .put("index", verdict.index())
                        .put("outcome", verdict.outcome().word())
                        .put("reason", verdict.reason())
                        .build()));
  }

  /// Reads the members; that there are no others is for the caller to check.
  public static Receipt of(JsonObject json) throws ProofInvalid {
    try {
      var verdicts = new ArrayList<Verdict>();
      for (var item : json.array("verdicts")) {
        verdicts.add(verdict(item));
      }
      return new Receipt(
          text(json, "accord"),
          new LogOrigin(text(json, "log")),
          number(json, "from"),
          number(json, "to"),
          Sha256.ofBase64(text(json, "root")),
          verdicts);
    } catch (IllegalArgumentException e) {
      throw new ProofInvalid("receipt: " + e.getMessage());
    }
  }

  private static Verdict verdict(JsonValue item) throws ProofInvalid {
    if (!(item instanceof JsonObject json)) {
      throw new ProofInvalid("receipt: a verdict is not an object");
    }
    var word = text(json, "outcome");
    var outcome =
        Verdict.Outcome.named(word)
            .orElseThrow(() -> new ProofInvalid("receipt: outcome \"" + word + "\" is unknown"));
    return new Verdict(number(json, "index"), outcome, text(json, "reason"));
  }

  static String text(JsonObject json, String name) throws ProofInvalid {
    return json.string(name)
        .orElseThrow(() -> new ProofInvalid("receipt: " + name + " is missing or no text"));
  }

  static long number(JsonObject json, String name) throws ProofInvalid {
    return json.integer(name)
        .orElseThrow(() -> new ProofInvalid("receipt: " + name + " is missing or no integer"));
  }
}
