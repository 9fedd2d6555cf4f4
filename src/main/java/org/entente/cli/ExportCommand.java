package org.entente.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.entente.accord.Audience;
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

/// A collection as one STIX bundle, to a file or to standard output, for an audience; what is for
/// fewer readers stays.
@Command(name = "export", description = "Write a collection as a STIX bundle.")
final class ExportCommand implements NodeCommand {
  @Parameters(paramLabel = "COLLECTION")
  String collection = "";

  @Option(names = "--out", paramLabel = "FILE", description = "a new file, else standard output")
  @Nullable String out;

  @Option(
      names = "--audience",
      paramLabel = "WHO",
      description = "who may read it: authority (default), constituents, community, public")
  String audience = Audience.AUTHORITY.word();

  @Override
  public Answer run(Node node, Call call) throws Refused {
    var from = Named.collection(node, collection);
    var readers = readers();
    try {
      return out == null
          ? toStandardOutput(node, from, readers, call)
          : toFile(node, from, readers, call.path(out));
    } catch (FileAlreadyExistsException e) {
      throw new Refused("file-exists", e.getFile() + " is there already", "name a new file");
    } catch (IOException e) {
      throw new Refused(
          "unwritable", "cannot write: " + e.getMessage(), "see that the disk has space");
    }
  }

  private Audience readers() throws Refused {
    return Audience.named(audience)
        .filter(readers -> readers != Audience.PERSONS)
        .orElseThrow(() ->
            new Refused(
                "audience",
                audience + " is no audience of a file",
                "name authority, constituents, community or public"));
  }

  private static Answer toFile(Node node, Collection from, Audience readers, Path file)
      throws IOException {
    try (var stream = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      var done = Export.bundle(node.database(), from, readers, stream);
      var json =
          JsonValue.object()
              .put("file", file.toString())
              .put("objects", done.objects())
              .put("keptBack", done.keptBack());
      return Answer.done(json.build(), file + "\n" + told(done, readers));
    }
  }

  private static Answer toStandardOutput(Node node, Collection from, Audience readers, Call call)
      throws IOException {
    var stream = call.json() ? new OneLine(call.out()) : call.out();
    call.err().print(told(Export.bundle(node.database(), from, readers, stream), readers));
    if (call.json()) {
      call.out().print("\n");
    }
    call.out().flush();
    return Answer.NOTHING_MORE;
  }

  private static String told(Export.Exported done, Audience readers) {
    return "%,d objects written, audience %s; %,d kept back, being for fewer readers\n"
        .formatted(done.objects(), readers.word(), done.keptBack());
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
