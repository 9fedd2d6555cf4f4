package org.entente.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.entente.crypto.Algorithm;
import org.entente.crypto.SigningKey;
import org.entente.storage.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One log written, published, copied by the partner and cosigned.
class LogTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-12-01T08:00:00Z"));
  private static final LogOrigin ORIGIN = new LogOrigin("node.example/entente/a/x-y/1");
  private static final NoteSigners AUTHOR =
      NoteSigners.ofLog(
          ORIGIN, SigningKey.generate(Algorithm.ED25519), SigningKey.generate(Algorithm.ML_DSA_44));
  private static final NoteSigners HOLDER =
      NoteSigners.ofHolder(
          "identity--y",
          SigningKey.generate(Algorithm.ED25519),
          SigningKey.generate(Algorithm.ML_DSA_44));

  @TempDir Path folder;

  @Test
  void a_partner_holds_exactly_what_was_published() throws Exception {
    try (var database = Database.open(folder.resolve("a.db"));
        var ledger = new Ledger(database, folder.resolve("logs"), CLOCK)) {
      var own = ledger.own(ORIGIN, AUTHOR);
      var held = ledger.held(ORIGIN, AUTHOR.keys(), HOLDER);
      for (int size : new int[] {1, 3, 255, 256, 257, 600, 70_000}) {
        long first = own.published().map(note -> note.checkpoint().size()).orElse(0L);
        database.write(tx -> own.append(tx, leaves(first, size)));
        var note = own.publish();
        assertThat(held.observe(note)).isInstanceOf(Observed.Newer.class);
        while (held.size() < size) {
          var leaves = own.leaves(held.size(), 10_000);
          var proof = own.consistency(held.size() + leaves.size(), size);
          var page = held.verify(note, held.size(), leaves, proof);
          database.write(tx -> held.append(tx, page));
          HOLDER.keys().verify(held.cosign());
        }
        ledger.check();
        var cosigned = held.cosign();
        AUTHOR.keys().verify(cosigned);
        assertThat(cosigned.checkpoint()).isEqualTo(note.checkpoint());
        own.proof(first, cosigned).verify(own.leaves(first, 1).getFirst(), HOLDER.keys());
      }
    }
  }

  private static List<byte[]> leaves(long from, long to) {
    var leaves = new ArrayList<byte[]>();
    for (long i = from; i < to; i++) {
      leaves.add(("leaf " + i).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
    return leaves;
  }
}
