package org.entente.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads a whole file that somebody named, up to a size that its kind can have.
public final class InputFile {
  private InputFile() {}

  public static byte[] read(Path file, int most) throws Refused {
    if (Files.exists(file) && !Files.isRegularFile(file)) { // a pipe would be waited for
      throw new Refused("unreadable", file + " is no file", "name a file");
    }
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new Refused(
            "too-large",
            "%s has more than %,d bytes".formatted(file, most),
            "see that it is the file you mean");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new Refused("no-file", "there is no file " + file, "see that the path is right");
    } catch (IOException e) {
      throw new Refused(
          "unreadable", "cannot read " + file + ": " + e.getMessage(), "see who may read it");
    }
  }
}
