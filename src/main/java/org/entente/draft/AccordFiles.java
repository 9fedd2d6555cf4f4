package org.entente.draft;

import java.nio.file.Path;
import java.util.List;
import org.entente.accord.CompiledAccord;
import org.entente.document.AccordProblem;
import org.entente.document.AccordReader;
import org.entente.document.AccordRejected;
import org.entente.document.SignedAccord;
import org.entente.json.Json;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.MalformedJson;
import org.entente.terminal.InputFile;
import org.entente.terminal.Refused;
import org.entente.terminal.Table;

/// Accords handed in as files: a draft in YAML or JSON, or a document with signatures.
public final class AccordFiles {
  /// The document in base64url with some signatures around it.
  private static final int MAX_SIGNED = 2 * AccordReader.MAX_BYTES;

  private AccordFiles() {}

  /// Signed documents are JWS in JSON; no draft has the member `signatures`.
  public static boolean isSigned(byte[] bytes) {
    try {
      return Json.parseObject(bytes).has("signatures");
    } catch (MalformedJson e) {
      return false;
    }
  }

  public static byte[] read(Path file) throws Refused {
    return InputFile.read(file, MAX_SIGNED);
  }

  public static SignedAccord signed(Path file, byte[] bytes) throws Refused {
    try {
      return SignedAccord.read(bytes);
    } catch (AccordRejected e) {
      throw new Refused(
          "accord",
          file + ": " + e.getMessage(),
          "ask for the file as ./entente accord sign wrote it");
    }
  }

  /// A draft that passes its check, or the accord in a signed document.
  public static CompiledAccord compiled(Path file) throws Refused {
    var bytes = read(file);
    if (isSigned(bytes)) {
      return signed(file, bytes).accord();
    }
    var checked = AccordReader.check(bytes);
    if (checked.accord().isEmpty()) {
      throw refused(file, checked.problems());
    }
    return checked.accord().get();
  }

  /// Every problem with its place.
  public static Refused refused(Path file, List<AccordProblem> problems) {
    var text = new StringBuilder("%s has %d problem(s):".formatted(file, problems.size()));
    problems.forEach(problem -> text.append('\n').append(Table.shown(problem.toString())));
    var findings =
        JsonValue.object().put("problems", JsonValue.array(problems, AccordFiles::json)).build();
    return new Refused("accord", text.toString(), "mend these places and check again", findings);
  }

  private static JsonObject json(AccordProblem problem) {
    return JsonValue.object()
        .put("line", problem.line())
        .put("column", problem.column())
        .put("pointer", problem.pointer())
        .put("message", problem.message())
        .build();
  }
}
