package org.entente.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.tlog.Checkpoint;
import org.entente.tlog.SignedCheckpoint;
import org.entente.tlog.TilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The checker must find every single thing that is not as it was written.
@Tag("slow")
class LogCheckTest {
  @TempDir Path folder;

  private Side side;

  @BeforeEach
  void a_log_of_66_000_entries() throws Exception {
    side = new Side(folder);
    side.publishAt(66_000);
    side.check();
  }

  @AfterEach
  void close() {
    side.close();
  }

  private void found(String message) {
    assertThatThrownBy(side::check).hasMessageContaining(message);
  }

  private void execute(String sql) {
    side.database.write(tx -> {
      try (var statement = tx.createStatement()) {
        return statement.executeUpdate(sql);
      }
    });
  }

  private void flip(String file) throws Exception {
    var path = side.ownFolder().resolve(file);
    var bytes = Files.readAllBytes(path);
    bytes[bytes.length - 1] ^= 1;
    Files.write(path, bytes);
  }

  @Test
  void a_row_that_was_changed() {
    execute("UPDATE log_leaf SET leaf = x'01' WHERE number = 700");
    found("entry 700 differs between its row and its bundle");
  }

  @Test
  void a_row_that_was_removed() {
    execute("DELETE FROM log_leaf WHERE number = 700");
    found("a row was removed");
  }

  @Test
  void a_log_that_was_cut() {
    execute("DELETE FROM log_leaf WHERE number >= 65000");
    execute("UPDATE log SET size = 65000 WHERE role = 'own'");
    found("signed up to 66000, but only 65000 entries are stored");
  }

  @Test
  void a_bundle_that_was_changed() throws Exception {
    flip("tile/entries/100");
    found("entry 25855 differs");
  }

  @Test
  void a_row_and_its_bundle_changed_together() throws Exception {
    var path = side.ownFolder().resolve("tile/entries/000");
    var bytes = Files.readAllBytes(path);
    bytes[2] = 'X'; // the first byte of entry 0
    Files.write(path, bytes);
    execute("UPDATE log_leaf SET leaf = CAST('Xntry 0' AS BLOB) WHERE number = 0");
    found("tile/0/000 is not what the entries give");
  }

  @Test
  void a_tile_of_any_level() throws Exception {
    for (var tile : new String[] {"0/009", "0/257.p/208", "1/000", "1/001.p/1", "2/000.p/1"}) {
      flip("tile/" + tile);
      found("tile/" + tile + " is not what the entries give");
      flip("tile/" + tile);
    }
    side.check();
  }

  @Test
  void a_checkpoint_over_another_root() throws Exception {
    var head = new Checkpoint(Side.ORIGIN, 66_000, Sha256.of(new byte[] {1}));
    var note =
        Side.AUTHOR.sign(new SignedCheckpoint(head, java.util.List.of()), Side.CLOCK.instant());
    var check = new LogCheck(Side.ORIGIN, this::tile, new LeafRows(side.database, 1));
    assertThatThrownBy(() -> check.check(java.util.Optional.of(note), Side.AUTHOR.keys()))
        .isInstanceOf(ProofInvalid.class)
        .hasMessageContaining("calculated root");
  }

  private byte[] tile(TilePath path) {
    return side.own.tile(path).orElseThrow();
  }
}
