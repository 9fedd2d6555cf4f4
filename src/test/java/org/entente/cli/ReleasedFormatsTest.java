package org.entente.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.entente.Formats;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// This program reads what every released one wrote: homes, backups, proofs, cards, accords.
@Tag("slow")
final class ReleasedFormatsTest {
  @TempDir Path folder;

  @Test
  void a_home_a_backup_and_a_proof_of_every_release_are_read() throws Exception {
    assertThat(Formats.releases()).contains("0.1");
    for (var release : Formats.releases()) {
      var kept = Formats.unpack(release, folder.resolve(release));
      requireRead(new Typed(kept));
    }
  }

  private static void requireRead(Typed typed) {
    typed.done("restore", "backup", "--home", "a");
    typed.done("verify", "proof.json", "--key", "backup/card.json", "b/card.json");
    for (var home : new String[] {"a", "b"}) {
      assertThat(typed.done("ledger", "verify", "--home", home).bool("verified")).hasValue(true);
      assertThat(typed.done("status", "--home", home).array("partners")).hasSize(1);
    }
    var released =
        typed.done("decisions", "--partner", "MA", "--outcome", "released", "--home", "a");
    assertThat(released.array("decisions")).hasSize(3);
    var redacted =
        typed.done("decisions", "--partner", "MA", "--outcome", "redacted", "--home", "a");
    assertThat(redacted.array("decisions")).hasSize(1);
    typed.done(
        "proof",
        "export",
        FormatFixture.indicatorId(1),
        "--partner",
        "MA",
        "--out",
        "again.json",
        "--home",
        "a");
    var proved = typed.done("verify", "again.json", "--key", "backup/card.json", "b/card.json");
    assertThat(proved.bool("receipted")).hasValue(true);
    // the officer's word is wanted for what came from the backup, and for nothing else
    assertThat(typed.done("status", "--home", "a").object("restored")).isPresent();
    assertThat(typed.done("status", "--home", "b").object("restored")).isEmpty();
  }
}
