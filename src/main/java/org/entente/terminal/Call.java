package org.entente.terminal;

import java.io.PrintStream;
import java.nio.file.Path;
import org.entente.json.CanonicalJson;

/// One call of one command: in which folder and for which home it was made, and where its words go.
/// Standard output carries the answer alone; with `--json` that is one document on one line.
///
/// @param folder where the caller stands; relative paths are meant from here, also when the command
///   runs inside a serving node that stands elsewhere
/// @param terminal a person watches standard error: progress bars are worth drawing
public record Call(
    Path folder, Path home, boolean json, boolean terminal, PrintStream out, PrintStream err) {

  public Path path(String text) {
    return folder.resolve(text).normalize();
  }

  /// A line of the running account: for a person on standard output, for a program beside it.
  public void say(String line) {
    var stream = json ? err : out;
    stream.println(line);
    stream.flush();
  }

  public void print(Answer answer) {
    if (answer.text().isEmpty()) { // all was printed while the command ran
      return;
    }
    if (json) {
      out.print(CanonicalJson.text(answer.json()) + "\n");
    } else {
      out.print(answer.text().endsWith("\n") ? answer.text() : answer.text() + "\n");
    }
    out.flush();
  }

  public void print(Refused refused) {
    if (json) {
      out.print(CanonicalJson.text(refused.json()) + "\n");
      out.flush();
    } else {
      err.println("entente: " + refused.getMessage());
      err.println("next: " + refused.next());
    }
    err.flush();
  }
}
