package org.entente.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.entente.control.Invocation;
import org.entente.terminal.Answer;
import org.entente.terminal.StopSignal;

/// Where the process begins. Starts no framework: only `serve` touches one.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // UTF-8 whatever the locale says: the answers carry names in four scripts.
    var out = stream(FileDescriptor.out);
    var err = stream(FileDescriptor.err);
    System.setErr(err);
    System.setOut(err); // a library that chats must not spoil the answer
    var here = Path.of("").toAbsolutePath();
    // Only the shell that starts this process can ask whether standard error is a terminal.
    var terminal = Boolean.getBoolean("entente.terminal");
    int exit = Dispatch.run(new Invocation(List.of(args), here, terminal), out, err);
    if (out.checkError() && exit == Answer.DONE) { // the disk is full, or nobody reads any more
      err.println("entente: not all of the answer could be written to standard output");
      exit = Answer.FAILED;
    }
    StopSignal.answered();
    System.exit(exit);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
