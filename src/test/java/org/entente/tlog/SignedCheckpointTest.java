package org.entente.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.entente.crypto.Algorithm;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.crypto.SigningKey;
import org.entente.ledger.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedCheckpointTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
  private static final Checkpoint HEAD =
      new Checkpoint(Side.ORIGIN, 42, Sha256.of(new byte[] {42}));
  private static final SignedCheckpoint SIGNED =
      Side.HOLDER.sign(Side.AUTHOR.sign(new SignedCheckpoint(HEAD, List.of()), NOW), NOW);

  @Test
  void reads_back_byte_for_byte() throws Exception {
    var again = SignedCheckpoint.parse(SIGNED.bytes());
    assertThat(again.bytes()).isEqualTo(SIGNED.bytes());
    Side.AUTHOR.keys().verify(again);
    Side.HOLDER.keys().verify(again);
  }

  @Test
  void signing_again_replaces_the_own_lines_only() {
    var later = Side.HOLDER.sign(SIGNED, NOW.plusSeconds(60));
    assertThat(later.signatures()).hasSize(4);
    assertThat(later.signatures().subList(0, 2)).isEqualTo(SIGNED.signatures().subList(0, 2));
  }

  @Test
  void no_signature_holds_for_another_head() {
    var others =
        List.of(
            new Checkpoint(LogOrigin.of("node.example", "accord--a", "x", "y", 2), 42, HEAD.root()),
            new Checkpoint(Side.ORIGIN, 43, HEAD.root()),
            new Checkpoint(Side.ORIGIN, 42, Sha256.of(new byte[] {43})));
    for (var other : others) {
      var moved = new SignedCheckpoint(other, SIGNED.signatures());
      for (var key : keys()) {
        assertThatThrownBy(() -> moved.verify(key))
            .isInstanceOf(ProofInvalid.class)
            .hasMessageContaining("does not hold");
      }
    }
  }

  private static List<NoteKey> keys() {
    return List.of(
        Side.AUTHOR.keys().classical(),
        Side.AUTHOR.keys().quantumSafe(),
        Side.HOLDER.keys().classical(),
        Side.HOLDER.keys().quantumSafe());
  }

  @Test
  void the_time_of_a_cosignature_is_signed_too() {
    for (int i = 1; i < 4; i++) {
      var line = SIGNED.signatures().get(i);
      line.signature()[7] ^= 1;
      var note = new SignedCheckpoint(HEAD, List.of(line));
      var key = keys().get(i);
      assertThatThrownBy(() -> note.verify(key)).hasMessageContaining("does not hold");
      line.signature()[7] ^= 1;
    }
  }

  /// The classical signature has no time; the other three begin with it.
  @Test
  void a_cosignature_without_room_for_its_time_does_not_hold() {
    for (int i = 1; i < 4; i++) {
      var key = keys().get(i);
      for (int length : new int[] {1, 7, 8}) {
        var line = new NoteSignature(key.name(), key.id(), new byte[length]);
        var note = new SignedCheckpoint(HEAD, List.of(line));
        assertThatThrownBy(() -> note.verify(key))
            .as("%s of %d bytes", key.type(), length)
            .isInstanceOf(ProofInvalid.class);
      }
    }
  }

  @Test
  void nobody_signs_before_there_was_time() throws Exception {
    var bare = new SignedCheckpoint(HEAD, List.of());
    Side.HOLDER.keys().verify(Side.HOLDER.sign(bare, Instant.EPOCH));
    var before = Side.HOLDER.sign(bare, Instant.EPOCH.minusSeconds(1));
    for (var key : keys().subList(2, 4)) {
      assertThatThrownBy(() -> before.verify(key)).hasMessageContaining("does not hold");
    }
  }

  @Test
  void both_keys_must_have_signed() {
    for (int left : new int[] {2, 3}) {
      var one = new SignedCheckpoint(HEAD, List.of(SIGNED.signatures().get(left)));
      assertThatThrownBy(() -> Side.HOLDER.keys().verify(one)).isInstanceOf(ProofInvalid.class);
    }
  }

  @Test
  void a_signature_has_5_to_5000_bytes_with_its_key_id() throws Exception {
    var head = HEAD.text() + "\n— k ";
    for (int length : new int[] {5, 5_000}) {
      var line = Base64.getEncoder().encodeToString(new byte[length]) + "\n";
      var note = SignedCheckpoint.parse((head + line).getBytes(UTF_8));
      assertThat(note.signatures().getFirst().signature()).hasSize(length - 4);
    }
    for (int length : new int[] {4, 5_001}) {
      var line = Base64.getEncoder().encodeToString(new byte[length]) + "\n";
      assertThatThrownBy(() -> SignedCheckpoint.parse((head + line).getBytes(UTF_8)))
          .hasMessageContaining("a signature of " + length + " bytes");
    }
  }

  @Test
  void a_key_is_known_by_name_and_id_together() {
    var stranger = Side.author(Side.ORIGIN).keys().classical();
    assertThatThrownBy(() -> SIGNED.verify(stranger)).hasMessageContaining("no Ed25519 signature");
    var good = SIGNED.signatures().getFirst();
    var renamed = new NoteSignature("a.example", good.keyId(), good.signature());
    var note = new SignedCheckpoint(HEAD, List.of(renamed));
    assertThatThrownBy(() -> note.verify(Side.AUTHOR.keys().classical()))
        .hasMessageContaining("no Ed25519 signature");
    assertThat(Side.AUTHOR.sign(note, NOW).signatures())
        .as("a line of another name is not replaced")
        .hasSize(3)
        .contains(renamed);
  }

  @Test
  void a_bad_line_of_a_known_key_spoils_the_note() {
    var good = SIGNED.signatures().getFirst();
    var bad = new NoteSignature(good.name(), good.keyId(), new byte[64]);
    var both = new SignedCheckpoint(HEAD, List.of(good, bad));
    assertThatThrownBy(() -> both.verify(Side.AUTHOR.keys().classical()))
        .hasMessageContaining("does not hold");
  }

  @Test
  void lines_of_unknown_keys_are_kept_and_ignored() throws Exception {
    var unknown = "— example.com/witness " + Base64.getEncoder().encodeToString(new byte[76]);
    var note = SignedCheckpoint.parse((SIGNED + unknown + "\n").getBytes(UTF_8));
    Side.AUTHOR.keys().verify(note);
    assertThat(note.toString()).endsWith(unknown + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.example\n1\nAA==\n\n— k AAAAAAA=\n",
        "a.example\n01\nROOT\n\n— k AAAAAAA=\n",
        "a.example\n-1\nROOT\n\n— k AAAAAAA=\n",
        "a.example\n99999999999999999999\nROOT\n\n— k AAAAAAA=\n",
        "a example\n1\nROOT\n\n— k AAAAAAA=\n",
        "a.example\n1\nROOT\nextension\n\n— k AAAAAAA=\n",
        "\n\n— k AAAAAAA=\n",
        "a.example\n\n— k AAAAAAA=\n",
        "a.example\n1\n\n— k AAAAAAA=\n",
        "a.example\n1\nROOT\n\n— k\n",
        "a.example\n1\nROOT\n\n—  AAAAAAA=\n",
        "a.example\n1\nROOT\n\n—\n",
        "a.example\n1\nROOT\n",
        "a.example\n1\nROOT\n\n",
        "a.example\n1\nROOT\n\n— k AAAAAAA=",
        "a.example\n1\nROOT\n\n- k AAAAAAA=\n",
        "a.example\n1\nROOT\n\n— k k AAAAAAA=\n",
        "a.example\n1\nROOT\n\n— k AAAA\n",
        "a.example\n1\nROOT\n\n— k A*AA\n",
        "a.example\n1\nROOT\n\n— k AAAAAAB=\n",
        "a.example\n1\nROOT\n\n— k AAAAAAA\n",
        "a.example\n1\nROOT\n\n— k+k AAAAAAA=\n",
        "a.example\n1\nROOT\n\n— k\u0001 AAAAAAA=\n",
        "a.example\n1\nROOT\n\n— k\u0085 AAAAAAA=\n",
        "a.example\u0085\n1\nROOT\n\n— k AAAAAAA=\n"
      })
  void other_forms_are_refused(String form) {
    var note = form.replace("ROOT", HEAD.root().base64());
    assertThatThrownBy(() -> SignedCheckpoint.parse(note.getBytes(UTF_8)))
        .isInstanceOf(ProofInvalid.class);
  }

  @Test
  void the_checkpoint_of_an_empty_log_and_of_the_longest_name_read_back() throws Exception {
    for (var name : List.of("a.example", "é".repeat(127) + "e")) {
      var head = new Checkpoint(new LogOrigin(name), 0, Merkle.emptyRoot());
      assertThat(Checkpoint.parse(head.text())).isEqualTo(head);
    }
    for (var name :
        List.of("", "é".repeat(128), "a+b", "a\u007f", "a\u0001", "a\u2003b", "a\u00a0b")) {
      assertThatThrownBy(() -> new LogOrigin(name))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_note_has_at_most_sixteen_lines() throws Exception {
    var line = "— k AAAAAAA=\n";
    SignedCheckpoint.parse((HEAD.text() + "\n" + line.repeat(16)).getBytes(UTF_8));
    assertThatThrownBy(
            () -> SignedCheckpoint.parse((HEAD.text() + "\n" + line.repeat(17)).getBytes(UTF_8)))
        .hasMessageContaining("16");
  }

  @Test
  void verifier_keys_read_back_and_bad_ones_do_not() throws Exception {
    for (var key : keys()) {
      assertThat(NoteKey.parse(key.vkey())).isEqualTo(key);
      var other = key.vkey().replaceFirst("\\+[0-9a-f]{8}\\+", "+00000000+");
      assertThatThrownBy(() -> NoteKey.parse(other)).isInstanceOf(ProofInvalid.class);
    }
    for (var vkey : List.of("", "k", "k+1", "k+1+", "k+1+AQ==", "k+1+!", "+1+AQAA", "k k+1+AQAA")) {
      assertThatThrownBy(() -> NoteKey.parse(vkey)).as(vkey).isInstanceOf(ProofInvalid.class);
    }
  }

  @Test
  void a_key_has_a_name_that_fits_in_a_line_and_the_algorithm_of_its_type() {
    var good = Side.AUTHOR.keys().classical();
    for (var name : List.of("", "a b", "a+b")) {
      assertThatThrownBy(() -> new NoteKey(name, good.type(), good.key()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not a key name");
    }
    assertThatThrownBy(() -> new NoteKey("k", NoteKey.Type.ML_DSA_44, good.key()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("type 06 is for ML-DSA-44");
    var other = SigningKey.generate(Algorithm.ED25519);
    assertThatThrownBy(() -> new NoteSigner(good, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not that of " + good.name());
  }

  @Test
  void a_checkpoint_has_one_form() {
    var root = HEAD.root().base64();
    for (var size : List.of("01", "+1", "-0", "1 ", "")) {
      assertThatThrownBy(() -> Checkpoint.parse("a.example\n" + size + "\n" + root + "\n"))
          .as(size)
          .isInstanceOf(ProofInvalid.class);
    }
    for (var text : List.of("", "a", "a\n1", "a\n1\n" + root, "a\n1\n" + root + "\n\n")) {
      assertThatThrownBy(() -> Checkpoint.parse(text)).as(text).isInstanceOf(ProofInvalid.class);
    }
  }

  /// Bytes that are no UTF-8 all read as the same character, and the note would have two forms.
  @Test
  void a_note_is_utf_8() throws Exception {
    var text = HEAD.text() + "\n— ? AAAAAAA=\n";
    SignedCheckpoint.parse(text.getBytes(UTF_8));
    var bytes = text.getBytes(UTF_8);
    bytes[text.getBytes(UTF_8).length - "? AAAAAAA=\n".length()] = (byte) 0xff;
    assertThatThrownBy(() -> SignedCheckpoint.parse(bytes))
        .isInstanceOf(ProofInvalid.class)
        .hasMessageContaining("not in its one form");
  }

  @Test
  void a_note_has_at_most_64_KiB() throws Exception {
    var line = "— k " + Base64.getEncoder().encodeToString(new byte[4_800]) + "\n";
    var head = HEAD.text() + "\n" + line.repeat(10);
    var name = "n".repeat(SignedCheckpoint.MAX_BYTES - head.getBytes(UTF_8).length - 14);
    var most = (head + "— " + name + " AAAAAAA=\n").getBytes(UTF_8);
    assertThat(most).hasSize(SignedCheckpoint.MAX_BYTES);
    assertThat(SignedCheckpoint.parse(most).signatures()).hasSize(11);
    var more = (head + "— n" + name + " AAAAAAA=\n").getBytes(UTF_8);
    assertThatThrownBy(() -> SignedCheckpoint.parse(more))
        .hasMessageContaining("longer than 65536");
  }
}
