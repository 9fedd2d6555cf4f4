package org.entente.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.json.JsonValue.JsonObject;
import org.entente.tlog.Frontier;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.Merkle;
import org.entente.tlog.NoteKey;
import org.entente.tlog.NoteKeys;
import org.entente.tlog.SignedCheckpoint;
import org.entente.tlog.TiledTree;
import org.entente.tlog.TlogProof;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What docs/protocol/log.md says, as another implementation understood it.
class LogVectorsTest {
  private JsonObject vectors;

  @BeforeEach
  void read() throws Exception {
    vectors = Vectors.log();
  }

  private List<JsonObject> entries() {
    return vectors.array("entries").stream().map(JsonObject.class::cast).toList();
  }

  private List<byte[]> leaves() {
    return entries().stream().map(entry -> Vectors.bytes(entry, "leaf")).toList();
  }

  private SignedCheckpoint note(String name) throws ProofInvalid {
    return SignedCheckpoint.parse(vectors.string(name).orElseThrow().getBytes(UTF_8));
  }

  private NoteKeys keys(String name) throws ProofInvalid {
    var vkeys = vectors.strings(name);
    return new NoteKeys(NoteKey.parse(vkeys.get(0)), NoteKey.parse(vkeys.get(1)));
  }

  @Test
  void leaves_are_read_and_written_byte_for_byte() throws Exception {
    var kinds =
        List.of(
            EntryKind.STATEMENT,
            EntryKind.RELEASE,
            EntryKind.RELEASE,
            EntryKind.RECEIPT,
            EntryKind.RELEASE);
    for (int i = 0; i < 5; i++) {
      var entry = entries().get(i);
      var leaf = Leaf.parse(Vectors.bytes(entry, "leaf"));
      assertThat(leaf.kind()).isEqualTo(kinds.get(i));
      assertThat(leaf.at()).isEqualTo(Instant.parse("2026-12-01T08:00:0" + i + ".123456Z"));
      assertThat(leaf.seen()).isEqualTo(i);
      assertThat(leaf.bytes()).isEqualTo(Vectors.bytes(entry, "leaf"));
      assertThat(Merkle.leafHash(leaf.bytes()).base64())
          .isEqualTo(entry.string("leafHash").orElseThrow());
      assertThat(Vectors.opening(entry, "header").opens(leaf.header())).isTrue();
      assertThat(Vectors.opening(entry, "payload").opens(leaf.commit())).isTrue();
      assertThat(Vectors.opening(entry, "header").opens(leaf.commit())).isFalse();
    }
  }

  @Test
  void roots_bundle_and_tile_are_the_same() throws Exception {
    var roots = vectors.strings("roots");
    for (int size = 0; size <= 5; size++) {
      var root = Frontier.EMPTY.plus(leaves().subList(0, size)).root();
      assertThat(root.base64()).isEqualTo(roots.get(size));
    }
    var bundle = new EntryBundle();
    leaves().forEach(bundle::add);
    assertThat(bundle.bytes()).isEqualTo(Vectors.bytes(vectors, "bundle"));
    var tree = new TiledTree(5, path -> Vectors.bytes(vectors, "tile"));
    assertThat(tree.root().base64()).isEqualTo(roots.get(5));
  }

  @Test
  void the_consistency_proof_is_the_same() throws Exception {
    var published = vectors.object("consistency").orElseThrow();
    var proof = published.strings("proof").stream().map(Sha256::ofBase64).toList();
    var tree = new TiledTree(5, path -> Vectors.bytes(vectors, "tile"));
    assertThat(tree.consistency(3)).isEqualTo(proof);
  }

  @Test
  void checkpoints_are_signed_and_cosigned_in_both_algorithms() throws Exception {
    keys("logKeys").verify(note("checkpoint"));
    keys("logKeys").verify(note("cosigned"));
    keys("holdKeys").verify(note("cosigned"));
    assertThat(new String(note("cosigned").bytes(), UTF_8))
        .isEqualTo(vectors.string("cosigned").orElseThrow());
  }

  @Test
  void key_names_follow_from_origin_and_party() throws Exception {
    var log = keys("logKeys");
    var origin = new LogOrigin(vectors.string("origin").orElseThrow());
    assertThat(NoteKeys.ofLog(origin, log.classical().key(), log.quantumSafe().key()))
        .isEqualTo(log);
    var hold = keys("holdKeys");
    var party = vectors.object("to").orElseThrow().string("party").orElseThrow();
    assertThat(NoteKeys.ofHolder(party, hold.classical().key(), hold.quantumSafe().key()))
        .isEqualTo(hold);
  }

  @Test
  void the_inclusion_proof_is_the_same_and_verifies() throws Exception {
    var text = vectors.string("proof").orElseThrow();
    var proof = TlogProof.parse(text.getBytes(UTF_8));
    proof.verify(leaves().get(2), keys("logKeys"));
    proof.verify(leaves().get(2), keys("holdKeys"));
    var tree = new TiledTree(5, path -> Vectors.bytes(vectors, "tile"));
    assertThat(tree.inclusion(2)).isEqualTo(proof.inclusion());
    assertThat(proof).hasToString(text);
  }
}
