package org.entente.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.entente.Shared;
import org.entente.crypto.ProofInvalid;
import org.entente.tlog.Frontier;
import org.entente.tlog.Merkle;
import org.entente.tlog.NoteKey;
import org.entente.tlog.Proofs;
import org.entente.tlog.SignedCheckpoint;
import org.entente.tlog.TilePath;
import org.entente.tlog.TiledTree;
import org.junit.jupiter.api.Test;

/// A log written by another implementation (transparency-dev/tessera), sizes 0 to 15: its signed
/// checkpoints, bundles and tiles read, and every root and proof computed again.
class TesseraLogTest {
  private static final String LOG = "vectors/tessera-log/testdata/log/";
  private static final String VKEY =
      "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

  private static byte[] file(String name) throws IOException {
    return Files.readAllBytes(Shared.path(LOG + name));
  }

  private static SignedCheckpoint checkpoint(long size) throws Exception {
    var note = SignedCheckpoint.parse(file("checkpoint." + size));
    note.verify(NoteKey.parse(VKEY));
    return note;
  }

  private static List<byte[]> entries(int size) throws Exception {
    return EntryBundle.parse(file("tile/entries/000.p/" + size), size);
  }

  private static byte[] tile(TilePath path) throws IOException {
    return file(path.text());
  }

  @Test
  void every_signed_root_follows_from_the_entries_and_from_the_tiles() throws Exception {
    assertThat(checkpoint(0).checkpoint().root()).isEqualTo(Merkle.emptyRoot());
    for (int size = 1; size <= 15; size++) {
      var root = checkpoint(size).checkpoint().root();
      assertThat(Frontier.EMPTY.plus(entries(size)).root()).isEqualTo(root);
      assertThat(new TiledTree(size, TesseraLogTest::tile).root()).isEqualTo(root);
    }
  }

  @Test
  void every_entry_is_proved_under_every_checkpoint() throws Exception {
    for (int size = 1; size <= 15; size++) {
      var head = checkpoint(size).checkpoint();
      var entries = entries(size);
      for (int i = 0; i < size; i++) {
        var proof = new TiledTree(size, TesseraLogTest::tile).inclusion(i);
        Proofs.verifyInclusion(Merkle.leafHash(entries.get(i)), i, size, proof, head.root());
      }
    }
  }

  @Test
  void every_checkpoint_continues_every_earlier_one() throws Exception {
    for (int size = 2; size <= 15; size++) {
      var head = checkpoint(size).checkpoint();
      for (int earlier = 1; earlier < size; earlier++) {
        var proof = new TiledTree(size, TesseraLogTest::tile).consistency(earlier);
        Proofs.verifyConsistency(
            earlier, checkpoint(earlier).checkpoint().root(), size, head.root(), proof);
      }
    }
  }

  @Test
  void a_checkpoint_reads_back_byte_for_byte() throws Exception {
    assertThat(checkpoint(15).bytes()).isEqualTo(file("checkpoint.15"));
  }

  @Test
  void a_changed_checkpoint_is_refused() throws Exception {
    var text = new String(file("checkpoint.15"), StandardCharsets.UTF_8);
    var forged = new ArrayList<String>();
    forged.add(text.replace("\n15\n", "\n14\n"));
    forged.add(text.replace("rKbD", "rKbE"));
    forged.add(text.replace("example.com/log/testdata\n15", "example.com/log/testdatb\n15"));
    for (var note : forged) {
      var parsed = SignedCheckpoint.parse(note.getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(() -> parsed.verify(NoteKey.parse(VKEY)))
          .isInstanceOf(ProofInvalid.class)
          .hasMessageContaining("does not hold");
    }
  }
}
