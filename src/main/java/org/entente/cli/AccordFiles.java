package org.entente.cli;

import java.nio.file.Path;
import org.entente.accord.CompiledAccord;
import org.entente.document.AccordReader;
import org.entente.document.AccordRejected;
import org.entente.document.SignedAccord;
import org.entente.json.Json;
import org.entente.json.MalformedJson;

/// Accords handed in as files: a draft in YAML or JSON, or a document with signatures.
final class AccordFiles {
  /// The document in base64url with some signatures around it.
  private static final int MAX_SIGNED = 2 * AccordReader.MAX_BYTES;

  private AccordFiles() {}

  /// Signed documents are JWS in JSON; no draft has the member `signatures`.
  static boolean isSigned(byte[] bytes) {
    try {
      return Json.parseObject(bytes).has("signatures");
    } catch (MalformedJson e) {
      return false;
    }
  }

  static byte[] read(Path file) throws Refused {
    return InputFile.read(file, MAX_SIGNED);
  }

  static SignedAccord signed(Path file, byte[] bytes) throws Refused {
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
  static CompiledAccord compiled(Path file) throws Refused {
    var bytes = read(file);
    if (isSigned(bytes)) {
      return signed(file, bytes).accord();
    }
    var checked = AccordReader.check(bytes);
    if (checked.accord().isEmpty()) {
      throw AccordCheckCommand.refused(file, checked.problems());
    }
    return checked.accord().get();
  }
}
