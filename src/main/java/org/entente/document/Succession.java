package org.entente.document;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.crypto.Sha256;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.MalformedJson;

/// What both parties say when a pair of logs cannot go on (exchange.md §7): each of the two is
/// sealed at a size at which both have the same root, and an empty pair of the next epoch goes on
/// in its place. Canonical JSON (RFC 8785) with exactly these members:
///
///     {"accord":"accord--…","at":"2026-12-01T08:00:00Z","entente":1,"epoch":1,
///      "logs":[{"origin":"…/1","root":"<base64>","size":96},{"origin":"…/1", …}],
///      "reason":"…","statement":"succeed"}
///
/// @param epoch the one that ends
/// @param logs both, in the order of their origins
/// @param reason for people
public record Succession(String accord, Instant at, int epoch, List<Sealed> logs, String reason) {
  static final int MAX_BYTES = 16_384;

  private static final int MAX_REASON = 2_000;
  private static final int MAX_EPOCH = 1_000_000;
  private static final Set<String> MEMBERS =
      Set.of("accord", "at", "entente", "epoch", "logs", "reason", "statement");
  private static final Set<String> LOG_MEMBERS = Set.of("origin", "root", "size");

  /// One log, and how much of it counts.
  public record Sealed(String origin, long size, Sha256 root) {}

  public Succession {
    logs = logs.stream().sorted(Comparator.comparing(Sealed::origin)).toList();
  }

  /// What it says of one log; empty when that is none of the two.
  public Optional<Sealed> log(String origin) {
    return logs.stream().filter(log -> log.origin.equals(origin)).findFirst();
  }

  public byte[] bytes() {
    return CanonicalJson.bytes(
        JsonValue.object()
            .put("accord", accord)
            .put("at", at.toString())
            .put("entente", 1L)
            .put("epoch", (long) epoch)
            .put(
                "logs",
                JsonValue.array(
                    logs,
                    log ->
                        JsonValue.object()
                            .put("origin", log.origin)
                            .put("root", log.root.base64())
                            .put("size", log.size)
                            .build()))
            .put("reason", reason)
            .put("statement", "succeed")
            .build());
  }

  /// Whether this looks like one that nobody has signed yet.
  public static boolean isOne(byte[] bytes) {
    try {
      return bytes.length <= MAX_BYTES
          && Json.parseObject(bytes).string("statement").equals(Optional.of("succeed"));
    } catch (MalformedJson e) {
      return false;
    }
  }

  /// Reads one, in its one form.
  public static Succession read(byte[] bytes) throws AccordRejected {
    if (bytes.length > MAX_BYTES) {
      throw new AccordRejected(
          "a succeed statement of %d bytes, at most %d".formatted(bytes.length, MAX_BYTES));
    }
    try {
      var read = of(Json.parseObject(bytes));
      if (!Arrays.equals(read.bytes(), bytes)) {
        throw new AccordRejected("the succeed statement is not in its canonical form (RFC 8785)");
      }
      return read;
    } catch (MalformedJson | DateTimeException | IllegalArgumentException e) {
      throw new AccordRejected("the succeed statement does not read: " + e.getMessage());
    }
  }

  private static Succession of(JsonObject json) throws AccordRejected {
    if (!json.members().keySet().equals(MEMBERS)
        || !json.integer("entente").equals(Optional.of(1L))
        || !json.string("statement").equals(Optional.of("succeed"))) {
      throw new AccordRejected("not a succeed statement of this version");
    }
    var logs = new ArrayList<Sealed>();
    for (var log : json.array("logs")) {
      logs.add(sealed(log));
    }
    var reason = json.string("reason").orElse("");
    long epoch = json.integer("epoch").orElse(0L);
    if (logs.size() != 2
        || logs.get(0).origin.equals(logs.get(1).origin)
        || reason.isBlank()
        || reason.length() > MAX_REASON
        || epoch < 1
        || epoch > MAX_EPOCH) {
      throw new AccordRejected(
          "a succeed statement has two logs, an epoch from 1 on, and a reason of 1 to %d characters"
              .formatted(MAX_REASON));
    }
    return new Succession(
        json.string("accord").orElse(""),
        Instant.parse(json.string("at").orElse("")),
        (int) epoch,
        logs,
        reason);
  }

  private static Sealed sealed(JsonValue log) throws AccordRejected {
    if (!(log instanceof JsonObject json) || !json.members().keySet().equals(LOG_MEMBERS)) {
      throw new AccordRejected("a log in a succeed statement has origin, root and size");
    }
    long size = json.integer("size").orElse(-1L);
    if (size < 0) {
      throw new AccordRejected("a log in a succeed statement has a size of 0 or more");
    }
    var root = Sha256.ofBase64(json.string("root").orElse(""));
    return new Sealed(json.string("origin").orElse(""), size, root);
  }
}
