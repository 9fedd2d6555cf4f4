package org.entente.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.storage.StorageFailure;
import org.entente.tlog.Checkpoint;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.Merkle;
import org.entente.tlog.SignedCheckpoint;
import org.entente.tlog.TilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the checker finds in a log of a few entries, and in one whose checkpoint is not its own.
class SmallLogCheckTest {
  @TempDir Path folder;

  private Side side;

  @BeforeEach
  void open() {
    side = new Side(folder);
  }

  @AfterEach
  void close() {
    side.close();
  }

  private static SignedCheckpoint signed(LogOrigin origin, long size, Sha256 root) {
    var head = new Checkpoint(origin, size, root);
    return Side.AUTHOR.sign(new SignedCheckpoint(head, List.of()), Side.CLOCK.instant());
  }

  private void check(SignedCheckpoint note) throws ProofInvalid {
    new LogCheck(Side.ORIGIN, this::tile, new LeafRows(side.database, 1))
        .check(Optional.of(note), Side.AUTHOR.keys());
  }

  private byte[] tile(TilePath path) {
    return side.own.tile(path).orElseThrow();
  }

  private void found(SignedCheckpoint note, String message) {
    assertThatThrownBy(() -> check(note))
        .isInstanceOf(ProofInvalid.class)
        .hasMessageContaining(message);
  }

  @Test
  void nothing_is_claimed_of_a_log_that_was_never_signed() throws Exception {
    side.appendTo(3);
    side.check();
  }

  @Test
  void a_log_of_every_small_size_and_at_every_edge_of_a_tile() throws Exception {
    for (int size : new int[] {0, 1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 513}) {
      side.publishAt(size);
      side.check();
    }
  }

  @Test
  void the_empty_log_has_one_root() throws Exception {
    check(signed(Side.ORIGIN, 0, Merkle.emptyRoot()));
    found(signed(Side.ORIGIN, 0, Sha256.of(new byte[] {1})), "calculated root");
  }

  @Test
  void a_checkpoint_that_these_keys_did_not_sign() {
    var head = side.publishAt(3).checkpoint();
    var stranger = Side.author(Side.ORIGIN);
    var note = stranger.sign(new SignedCheckpoint(head, List.of()), Side.CLOCK.instant());
    found(note, "no Ed25519 signature");
  }

  /// The keys of a log sign under its name, but what they sign may be the head of any.
  @Test
  void a_checkpoint_of_another_log() {
    var root = side.publishAt(3).checkpoint().root();
    var epoch2 = LogOrigin.of("node.example", "accord--a", "x", "y", 2);
    found(signed(epoch2, 3, root), "its checkpoint is of " + epoch2);
  }

  @Test
  void a_checkpoint_over_more_than_is_there_or_over_something_else() {
    var root = side.publishAt(3).checkpoint().root();
    found(signed(Side.ORIGIN, 4, root), "signed up to 4, but only 3 entries are stored");
    found(signed(Side.ORIGIN, 3, Sha256.of(new byte[] {1})), "calculated root " + root.base64());
  }

  @Test
  void a_row_that_was_removed() {
    side.publishAt(3);
    side.database.write(tx -> {
      try (var statement = tx.createStatement()) {
        return statement.executeUpdate("DELETE FROM log_leaf WHERE number = 1");
      }
    });
    assertThatThrownBy(side::check).hasMessageContaining("2 leaves from 0 to 3: a row was removed");
  }

  @Test
  void a_tile_that_is_gone_is_named() throws Exception {
    side.publishAt(300);
    for (var tile : List.of("0/000", "1/000.p/1", "entries/001.p/44")) {
      var path = side.ownFolder().resolve("tile/" + tile);
      var bytes = Files.readAllBytes(path);
      Files.delete(path);
      assertThatThrownBy(side::check)
          .isInstanceOf(StorageFailure.class)
          .hasMessageContaining("cannot read tile/" + tile);
      Files.write(path, bytes);
    }
    side.check();
  }

  @Test
  void a_bundle_or_a_tile_that_was_changed_in_its_last_bit() throws Exception {
    side.publishAt(300);
    flipped("tile/entries/001.p/44", "entry 299 differs between its row and its bundle");
    flipped("tile/entries/000", "entry 255 differs between its row and its bundle");
    for (var tile : List.of("0/000", "0/001.p/44", "1/000.p/1")) {
      flipped("tile/" + tile, "tile/" + tile + " is not what the entries give");
    }
    side.check();
  }

  private void flipped(String file, String message) throws Exception {
    var path = side.ownFolder().resolve(file);
    var bytes = Files.readAllBytes(path);
    bytes[bytes.length - 1] ^= 1;
    Files.write(path, bytes);
    assertThatThrownBy(side::check).isInstanceOf(ProofInvalid.class).hasMessageContaining(message);
    bytes[bytes.length - 1] ^= 1;
    Files.write(path, bytes);
  }
}
