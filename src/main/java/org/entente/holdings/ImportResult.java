package org.entente.holdings;

import java.util.List;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;

/// What an import did. `read = stored + duplicate + refused` counts objects; at most
/// [#MAX_LISTED] errors are listed of all that were met. A file that is not STIX is skipped and
/// counted, not an error.
///
///     {"read":8415,"stored":8141,"duplicate":126,"refused":148,"skippedFiles":15,
///      "errors":[{"file":"a.json","pointer":"/objects/3","id":"indicator--…",
///                 "message":"…","clause":"STIX 2.1 §3.6"}],"errorsTotal":148}
///
/// @param stixFiles how many files held STIX; none is a failure of the whole
/// @param unreadable named paths that cannot be read; then nothing was imported
public record ImportResult(
    long read,
    long stored,
    long duplicate,
    long refused,
    long skippedFiles,
    long stixFiles,
    List<ImportError> errors,
    long errorsTotal,
    List<String> unreadable) {
  public static final int MAX_LISTED = 100;

  public ImportResult {
    errors = List.copyOf(errors);
    unreadable = List.copyOf(unreadable);
  }

  static ImportResult refused(List<String> unreadable) {
    return new ImportResult(0, 0, 0, 0, 0, 0, List.of(), 0, unreadable);
  }

  /// Whether it ran to the end over at least something that was STIX, refusals or not.
  public boolean succeeded() {
    return unreadable.isEmpty() && stixFiles > 0;
  }

  public JsonObject toJson() {
    return JsonValue.object()
        .put("read", read)
        .put("stored", stored)
        .put("duplicate", duplicate)
        .put("refused", refused)
        .put("skippedFiles", skippedFiles)
        .put("errors", JsonValue.array(errors, ImportError::toJson))
        .put("errorsTotal", errorsTotal)
        .build();
  }
}
