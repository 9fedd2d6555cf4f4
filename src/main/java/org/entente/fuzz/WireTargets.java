package org.entente.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.entente.control.Frame;
import org.entente.control.Invocation;
import org.entente.feed.Page;
import org.entente.feed.PageWriter;
import org.entente.peers.Fingerprint;
import org.entente.storage.BackupManifest;

/// What comes framed over a connection, a socket or a backup, and what people read to each other.
final class WireTargets {
  private static final Page.Limit LIMIT = new Page.Limit(8, 1 << 20);

  private WireTargets() {}

  static List<Target> all() {
    var page = Specimens.file("page.bin");
    return List.of(
        io("page", Form.BINARY, page, WireTargets::page),
        io("control-frame", Form.BINARY, frames(), WireTargets::frame),
        io("control-invocation", Form.JSON, INVOCATION.getBytes(UTF_8), WireTargets::invocation),
        io("backup-manifest", Form.JSON, MANIFEST.getBytes(UTF_8), WireTargets::manifest),
        io("twelve-words", Form.TEXT, WORDS.getBytes(UTF_8), WireTargets::words));
  }

  private static final String INVOCATION =
      "{\"args\":[\"peer\",\"list\",\"--json\"],\"folder\":\"/home/ana\",\"terminal\":false}";

  private static final String MANIFEST =
      """
      {"at":"2026-11-22T16:00:00Z","backup":1,"files":[{"path":"entente.db",\
      "sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":1048576},\
      {"path":"logs/x/tile/0/000.p/17",\
      "sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":544}]}\
      """;

  private static final String WORDS =
      "washing dress gust lesson biology nature twelfth true wreath bizarre crimson hazel";

  private static Target io(String name, Form form, byte[] specimen, Target.Attempt attempt) {
    return new Target(name, 50, IOException.class, form, List.of(specimen), attempt);
  }

  private static byte[] frames() {
    var text = "done\n".getBytes(UTF_8);
    return ByteBuffer.allocate(29)
        .put((byte) 1)
        .putInt(text.length)
        .put(text)
        .put((byte) 2)
        .putInt(text.length)
        .put(text)
        .put((byte) 3)
        .putInt(4)
        .putInt(0)
        .array();
  }

  /// A page that was read can be written, and reads as the same.
  private static Optional<String> page(byte[] input) throws IOException {
    var page = Page.read(new ByteArrayInputStream(input), LIMIT);
    var out = new ByteArrayOutputStream();
    var writer = new PageWriter(out, page.checkpoint());
    for (var entry : page.entries()) {
      writer.entry(entry);
    }
    writer.end(page.consistency());
    var again = Page.read(new ByteArrayInputStream(out.toByteArray()), LIMIT);
    return Target.unless(
        again.entries().size() == page.entries().size()
            && again.consistency().equals(page.consistency()),
        "is not written as it was read");
  }

  private static Optional<String> frame(byte[] input) throws IOException {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    Frame.copy(new DataInputStream(new ByteArrayInputStream(input)), nowhere, nowhere);
    return Optional.empty();
  }

  /// Behind its length, which fits: what does not is cut off by the stream.
  private static Optional<String> invocation(byte[] input) throws IOException {
    var framed = ByteBuffer.allocate(4 + input.length).putInt(input.length).put(input).array();
    var read = Invocation.read(new DataInputStream(new ByteArrayInputStream(framed)));
    return Target.unless(!read.args().contains("\0"), "a word that no process can be given");
  }

  /// Every path stays inside the backup, whoever joins it.
  private static Optional<String> manifest(byte[] input) {
    return BackupManifest.parse(input)
        .flatMap(manifest -> {
          var home = java.nio.file.Path.of("/backup");
          for (var file : manifest.files()) {
            if (!home.resolve(file.path()).normalize().startsWith(home) || file.size() < 0) {
              return Optional.of("leaves the backup: " + file.path());
            }
          }
          return Target.unless(
              BackupManifest.parse(manifest.bytes()).equals(Optional.of(manifest)),
              "is not written as it was read");
        });
  }

  private static Optional<String> words(byte[] input) {
    return Fingerprint.parse(new String(input, UTF_8))
        .flatMap(words ->
            Target.unless(
                Fingerprint.parse(words.toString()).equals(Optional.of(words)),
                "is not read as it was written"));
  }
}
