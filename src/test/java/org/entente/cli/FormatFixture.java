package org.entente.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Makes what is kept of a release, so that every later one can show that it still reads it:
///
///     java … org.entente.cli.FormatFixture src/test/resources/formats/0.1/release.zip
///
/// Run it once with the program that is released, never again for that release. Two nodes have
/// exchanged; in the zip are the home `b`, a backup of the other in `backup`, and `proof.json` of
/// one release. Cards and the signed accord are in the homes. The keys in it are for tests alone.
final class FormatFixture {
  private FormatFixture() {}

  public static void main(String[] arguments) throws Exception {
    var folder = Files.createTempDirectory("format");
    make(folder);
    var zip = Path.of(arguments[0]);
    Files.createDirectories(zip.toAbsolutePath().getParent());
    try (var out = Files.newOutputStream(zip)) {
      pack(folder, out);
    }
    System.out.println(zip + " " + Files.size(zip) + " bytes");
  }

  private static void make(Path folder) throws Exception {
    var typed = new Typed(folder);
    var homes = new TwoHomes(folder, typed).make();
    for (var one : List.of("a", "b")) {
      var other = one.equals("a") ? "MA" : "IL";
      typed.done("collection", "open", "information", "--to", other, "--home", one);
      homes.imported(one, objects(one.equals("a") ? 1 : 101));
    }
    try (var _ = homes.serve("a");
        var _ = homes.serve("b")) {
      homes.settle("a");
      homes.settle("b");
      typed.done("queue", "approve", malwareId(1), "--as", TwoHomes.OFFICER, "--home", "a");
      homes.settle("a");
      typed.done(
          "proof",
          "export",
          indicatorId(1),
          "--partner",
          "MA",
          "--out",
          "proof.json",
          "--home",
          "a");
      homes.settle("b");
      typed.done("backup", "backup", "--home", "a");
    }
    typed.done("ledger", "verify", "--home", "a");
    typed.done("ledger", "verify", "--home", "b");
  }

  static String indicatorId(int n) {
    return "indicator--00000000-0000-4000-8000-%012d".formatted(n);
  }

  static String malwareId(int n) {
    return "malware--00000000-0000-4000-8000-%012d".formatted(n);
  }

  /// Three that go at once, of which one is revoked; one for an officer, which goes redacted; one
  /// that no clause lets go.
  private static List<String> objects(int first) {
    var objects = new ArrayList<String>();
    objects.add(TwoHomes.indicator(first));
    objects.add(TwoHomes.indicator(first + 1));
    objects.add(
        TwoHomes.indicator(first + 2).replace("\"pattern\":", "\"revoked\":true,\"pattern\":"));
    objects.add(
        """
        {"type":"malware","spec_version":"2.1","id":"%s",\
        "created":"2026-11-01T00:00:00.000Z",\
        "created_by_ref":"identity--00000000-0000-4000-8000-000000000009",\
        "modified":"2026-11-01T00:00:00.000Z","name":"m","is_family":false,\
        "object_marking_refs":["marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"]}\
        """
            .formatted(malwareId(first)));
    objects.add(
        """
        {"type":"identity","spec_version":"2.1",\
        "id":"identity--00000000-0000-4000-8000-%012d","created":"2026-11-01T00:00:00.000Z",\
        "modified":"2026-11-01T00:00:00.000Z","name":"A. Person","identity_class":"individual",\
        "object_marking_refs":["marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"]}\
        """
            .formatted(first));
    return objects;
  }

  private static void pack(Path folder, OutputStream out) throws IOException {
    try (var zip = new ZipOutputStream(out);
        var tree = Files.walk(folder)) {
      zip.setLevel(9);
      for (var file : tree.filter(Files::isRegularFile).sorted().toList()) {
        var name = folder.relativize(file).toString();
        if (name.matches("(b|backup)/.*|proof.json") && !name.endsWith("/lock")) {
          zip.putNextEntry(new ZipEntry(name));
          Files.copy(file, zip);
          zip.closeEntry();
        }
      }
    }
  }
}
