package org.entente.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.entente.holdings.Collection;
import org.entente.holdings.Export;
import org.entente.json.JsonValue;
import org.entente.node.Node;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A collection as one STIX bundle, to a file or to standard output. What is for named persons
/// alone stays.
@Command(name = "export", description = "Write a collection as a STIX bundle.")
final class ExportCommand implements NodeCommand {
  @Parameters(paramLabel = "COLLECTION")
  String collection = "";

  @Option(names = "--out", paramLabel = "FILE", description = "a new file, else standard output")
  @Nullable String out;

  @Override
  public Answer run(Node node, Call call) throws Refused {
    var from = Named.collection(node, collection);
    try {
      return out == null ? toStandardOutput(node, from, call) : toFile(node, from, call.path(out));
    } catch (FileAlreadyExistsException e) {
      throw new Refused("file-exists", e.getFile() + " is there already", "name a new file");
    } catch (IOException e) {
      throw new Refused(
          "unwritable", "cannot write: " + e.getMessage(), "see that the disk has space");
    }
  }

  private static Answer toFile(Node node, Collection from, Path file) throws IOException {
    try (var stream = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      var done = Export.bundle(node.database(), from, stream);
      var json =
          JsonValue.object()
              .put("file", file.toString())
              .put("objects", done.objects())
              .put("keptBack", done.keptBack());
      return Answer.done(json.build(), file + "\n" + told(done));
    }
  }

  private static Answer toStandardOutput(Node node, Collection from, Call call) throws IOException {
    var stream = call.json() ? new OneLine(call.out()) : call.out();
    call.err().print(told(Export.bundle(node.database(), from, stream)));
    if (call.json()) {
      call.out().print("\n");
    }
    call.out().flush();
    return Answer.NOTHING_MORE;
  }

  private static String told(Export.Exported done) {
    return "%,d objects written; %,d kept back, being for named persons alone\n"
        .formatted(done.objects(), done.keptBack());
  }

  /// Line breaks between JSON tokens become spaces; inside a string there can be none (RFC 8259
  /// §7).
  private static final class OneLine extends FilterOutputStream {
    OneLine(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b == '\n' || b == '\r' ? ' ' : b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      var line = new byte[length];
      for (int i = 0; i < length; i++) {
        byte b = bytes[offset + i];
        line[i] = b == '\n' || b == '\r' ? (byte) ' ' : b;
      }
      out.write(line, 0, length);
    }
  }
}
