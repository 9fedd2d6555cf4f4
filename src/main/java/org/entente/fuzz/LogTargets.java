package org.entente.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.entente.crypto.ProofInvalid;
import org.entente.json.Json;
import org.entente.json.MalformedJson;
import org.entente.ledger.EntryBundle;
import org.entente.ledger.Leaf;
import org.entente.receipt.Receipt;
import org.entente.release.MalformedHeader;
import org.entente.release.ReleaseHeader;
import org.entente.tlog.NoteKey;
import org.entente.tlog.SignedCheckpoint;
import org.entente.tlog.TilePath;
import org.entente.tlog.TlogProof;

/// What a log is made of. Each has one form only, so whatever is read is written as it was: two
/// forms of one thing could be told apart by one reader and not by another.
final class LogTargets {
  private LogTargets() {}

  static List<Target> all() {
    return List.of(
        proof("leaf", Form.JSON, "leaf.bin", LogTargets::leaf),
        proof("checkpoint", Form.TEXT, "checkpoint.txt", LogTargets::checkpoint),
        proof("tlog-proof", Form.TEXT, "proof.txt", LogTargets::tlogProof),
        proof("note-key", Form.TEXT, "vkey.txt", LogTargets::noteKey),
        proof("entry-bundle", Form.BINARY, "entries.bin", LogTargets::entries),
        proof("receipt", Form.JSON, "receipt.json", LogTargets::receipt),
        new Target(
            "release-header",
            100,
            MalformedHeader.class,
            Form.JSON,
            Specimens.texts(HEADER),
            LogTargets::header),
        new Target(
            "tile-path",
            100,
            ProofInvalid.class,
            Form.TEXT,
            Specimens.texts(
                "tile/0/x001/x234/067", "tile/1/000.p/17", "tile/entries/x999/999.p/255"),
            LogTargets::tilePath));
  }

  private static final String HEADER =
      """
      {"clause":"2.1","firstHeld":"2026-12-01T08:00:00Z","handling":{"audience":"constituents",\
      "onward":"none","retain":"P1Y"},"level":"liaison","mark":{"pap":"PAP:GREEN",\
      "tlp":"TLP:AMBER+STRICT"},"modified":"2026-12-01T08:00:00.000Z",\
      "object":"indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f","persons":["A. Levy"],\
      "pillar":"information","reason":"x","redacted":["created-by"],"ref":3,"size":812}\
      """;

  private static Target proof(String name, Form form, String file, Target.Attempt attempt) {
    return new Target(name, 50, ProofInvalid.class, form, List.of(Specimens.file(file)), attempt);
  }

  private static Optional<String> same(byte[] written, byte[] input) {
    return Target.unless(Arrays.equals(written, input), "is not written as it was read");
  }

  /// The JSON of a leaf stands behind its version byte, which is put before every input too.
  private static Optional<String> leaf(byte[] input) throws ProofInvalid {
    if (input.length > 0 && input[0] == '{') {
      var versioned = new byte[input.length + 1];
      versioned[0] = 1;
      System.arraycopy(input, 0, versioned, 1, input.length);
      return leaf(versioned);
    }
    return same(Leaf.parse(input).bytes(), input);
  }

  private static Optional<String> checkpoint(byte[] input) throws ProofInvalid {
    return same(SignedCheckpoint.parse(input).bytes(), input);
  }

  private static Optional<String> tlogProof(byte[] input) throws ProofInvalid {
    return same(TlogProof.parse(input).bytes(), input);
  }

  private static Optional<String> noteKey(byte[] input) throws ProofInvalid {
    var text = new String(input, UTF_8);
    return Target.unless(NoteKey.parse(text).vkey().equals(text), "is not written as it was read");
  }

  private static Optional<String> entries(byte[] input) throws ProofInvalid {
    int bytes = 0;
    for (var entry : EntryBundle.parse(input, 3)) {
      bytes += 2 + entry.length;
    }
    return Target.unless(bytes == input.length, "bytes that are in no entry");
  }

  private static Optional<String> receipt(byte[] input) throws ProofInvalid {
    try {
      var receipt = Receipt.of(Json.parseObject(input));
      return Target.unless(
          Receipt.of(Json.parseObject(receipt.bytes())).equals(receipt),
          "is not written as it was read");
    } catch (MalformedJson e) {
      return Optional.empty();
    }
  }

  /// What is read can be written, and reads as the same: a header that no reader would take must
  /// not be one that this reader took.
  private static Optional<String> header(byte[] input) throws MalformedHeader {
    var header = ReleaseHeader.read(input);
    return Target.unless(header.excess().isEmpty(), "reads what it would not write")
        .or(() -> again(header));
  }

  private static Optional<String> again(ReleaseHeader header) {
    try {
      return Target.unless(
          ReleaseHeader.read(header.bytes()).equals(header), "is not written as it was read");
    } catch (MalformedHeader e) {
      return Optional.of("does not read what it writes: " + e.getMessage());
    }
  }

  private static Optional<String> tilePath(byte[] input) {
    var text = new String(input, UTF_8);
    return TilePath.parse(text)
        .flatMap(path -> {
          path.within(Long.MAX_VALUE);
          path.full();
          return Target.unless(path.text().equals(text), "is not written as it was read");
        });
  }
}
