package org.entente.draft;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.entente.document.AccordRejected;
import org.entente.document.SignedSuccession;
import org.entente.document.Succession;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.terminal.Refused;
import org.entente.terminal.Table;

/// Statements handed in as files that end a pair of logs: proposed, or with signatures.
public final class SuccessionFiles {
  private SuccessionFiles() {}

  /// What a file holds.
  ///
  /// @param signed empty while nobody has signed it
  public record Held(Succession succession, Optional<SignedSuccession> signed) {
    /// Names of the keys that signed.
    public List<String> signedBy() {
      return signed.map(SignedSuccession::kids).orElse(List.of());
    }
  }

  /// Whether it is such a statement, and no accord.
  public static boolean isOne(byte[] bytes) {
    return Succession.isOne(bytes)
        || (AccordFiles.isSigned(bytes) && SignedSuccession.isOne(bytes));
  }

  public static Held read(Path file, byte[] bytes) throws Refused {
    try {
      if (!AccordFiles.isSigned(bytes)) {
        return new Held(Succession.read(bytes), Optional.empty());
      }
      var signed = SignedSuccession.read(bytes);
      return new Held(signed.succession(), Optional.of(signed));
    } catch (AccordRejected e) {
      throw new Refused(
          "statement",
          file + ": " + e.getMessage(),
          "ask for the file as ./entente accord succeed wrote it");
    }
  }

  public static JsonObject json(Held held) {
    var succession = held.succession();
    return JsonValue.object()
        .put("statement", "succeed")
        .put("accord", succession.accord())
        .put("epoch", succession.epoch())
        .put("at", succession.at().toString())
        .put("reason", succession.reason())
        .put(
            "logs",
            JsonValue.array(
                succession.logs(),
                log ->
                    JsonValue.object()
                        .put("origin", log.origin())
                        .put("size", log.size())
                        .put("root", log.root().base64())
                        .build()))
        .put("signedBy", held.signedBy())
        .build();
  }

  public static String text(Held held) {
    var succession = held.succession();
    var text =
        new StringBuilder(
            """
            ends epoch %d of the logs under %s; epoch %d goes on in its place
              proposed  %s
              reason    %s
            """
                .formatted(
                    succession.epoch(),
                    Table.shown(succession.accord()),
                    succession.epoch() + 1,
                    succession.at(),
                    Table.shown(succession.reason())));
    for (var log : succession.logs()) {
      text.append(
          "  counts    %,d entries of %s, root %s\n"
              .formatted(log.size(), Table.shown(log.origin()), log.root().base64()));
    }
    text.append(
        "  signed    %s\n"
            .formatted(
                held.signedBy().isEmpty()
                    ? "by nobody"
                    : "with " + Table.shown(String.join(", ", held.signedBy()))));
    return text.toString();
  }
}
