package org.entente.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.entente.crypto.ProofInvalid;
import org.entente.ledger.Side;
import org.entente.ledger.Vectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TlogProofTest {
  private String text = "";

  @BeforeEach
  void read() throws Exception {
    text = Vectors.log().string("proof").orElseThrow();
  }

  /// Of the second of two entries.
  private static TlogProof proof(NoteSigners author) {
    var entries = Side.leaves(0, 2);
    var head = new Checkpoint(Side.ORIGIN, 2, Frontier.EMPTY.plus(entries).root());
    var note = author.sign(new SignedCheckpoint(head, List.of()), Instant.EPOCH);
    return new TlogProof(1, List.of(Merkle.leafHash(entries.getFirst())), note);
  }

  @Test
  void holds_for_its_entry_at_its_place_under_the_keys_of_its_log_only() throws Exception {
    var keys = Side.AUTHOR.keys();
    var entry = Side.leaves(1, 2).getFirst();
    var proof = TlogProof.parse(proof(Side.AUTHOR).bytes());
    proof.verify(entry, keys);
    assertThat(proof.index()).isEqualTo(1);

    refused(proof, Side.leaves(0, 1).getFirst(), keys);
    refused(proof, entry, Side.author(Side.ORIGIN).keys());
    refused(proof(Side.author(Side.ORIGIN)), entry, keys);
    refused(new TlogProof(0, proof.inclusion(), proof.checkpoint()), entry, keys);
    refused(new TlogProof(1, List.of(), proof.checkpoint()), entry, keys);
    var unsigned = new SignedCheckpoint(proof.checkpoint().checkpoint(), List.of());
    refused(new TlogProof(1, proof.inclusion(), unsigned), entry, keys);
    for (var line : proof.checkpoint().signatures()) {
      var half = new SignedCheckpoint(proof.checkpoint().checkpoint(), List.of(line));
      refused(new TlogProof(1, proof.inclusion(), half), entry, keys);
    }
  }

  private static void refused(TlogProof proof, byte[] entry, NoteKeys keys) {
    assertThatThrownBy(() -> proof.verify(entry, keys)).isInstanceOf(ProofInvalid.class);
  }

  @Test
  void has_at_most_63_hashes() throws Exception {
    var hash = Merkle.emptyRoot();
    var note = proof(Side.AUTHOR).checkpoint();
    var most = new TlogProof(0, Collections.nCopies(63, hash), note);
    assertThat(TlogProof.parse(most.bytes())).hasToString(most.toString());
    var more = new TlogProof(0, Collections.nCopies(64, hash), note);
    assertThatThrownBy(() -> TlogProof.parse(more.bytes()))
        .isInstanceOf(ProofInvalid.class)
        .hasMessageContaining("more than 63");
  }

  @Test
  void other_forms_are_refused() throws Exception {
    var hash = text.lines().skip(2).findFirst().orElseThrow();
    var changed =
        List.of(
            text.replace("proof@v1", "proof@v2"),
            text.replace("index 2", "index 02"),
            text.replace("index 2", "index -2"),
            text.replace("index 2", "index two"),
            text.replace("index 2", "extra AAAA\nindex 2"),
            text.replaceFirst("index 2\n", ""),
            text.replace(hash, hash + "="),
            text.replace(hash, "AAAA"),
            text.replace(hash, (hash + "\n").repeat(80).strip()),
            text.substring(0, text.indexOf('\n')) + text.substring(text.indexOf("\n\n")),
            text.replace("\n\n", "\n"),
            text + "\n",
            "");
    for (var form : changed) {
      assertThat(form).isNotEqualTo(text);
      assertThatThrownBy(() -> TlogProof.parse(form.getBytes(UTF_8)))
          .as(form.lines().limit(4).toList().toString())
          .isInstanceOf(ProofInvalid.class);
    }
  }
}
