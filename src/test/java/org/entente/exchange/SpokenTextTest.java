package org.entente.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.entente.accord.KeyUse;
import org.entente.crypto.Jws;
import org.entente.json.CanonicalJson;
import org.entente.json.JsonValue;
import org.entente.json.Shown;
import org.entente.receipt.SignedReceipt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A partner puts into text what is meant for whoever reads it: escapes for a terminal, a line of
/// its own for our log, letters that run backwards, more than anybody can read.
class SpokenTextTest {
  private static final String EVIL =
      "\u001b[2J\u001b]0;x\u0007gone\n2026-11-23T00:00:00Z level=ERROR alarm=raised\r\u202e\u2066\u009b"
          + "\" alarm=\"none";

  private static void requirePlain(String text) {
    assertThat(text).isEqualTo(Shown.text(text)).hasSizeLessThan(501);
  }

  @Test
  void a_reason_is_kept_and_said_again_without_what_cannot_be_seen(@TempDir Path folder)
      throws Exception {
    try (var trio = new Trio(folder)) {
      long withheld = trio.send(trio.indicator(1).withheld(EVIL + "x".repeat(3000)));
      requirePlain(trio.reason(withheld));
      assertThat(trio.reason(withheld)).contains("gone");
      long clause = trio.send(trio.indicator(2).header("level", EVIL));
      requirePlain(trio.reason(clause));
      TwoNodes.await(() -> trio.victim.count("receipt_sent where delivered = 0") == 0);
      requirePlain(trio.lies.receiptFor(withheld).verdict(withheld).orElseThrow().reason());
    }
  }

  @Test
  void a_line_of_our_log_stays_one_line_and_its_values_stay_within_their_marks(@TempDir Path folder)
      throws Exception {
    try (var trio = new Trio(folder);
        var lines = new LogLines()) {
      var keys = trio.liar.keys.of(KeyUse.NODE);
      var verdict =
          JsonValue.object().put("index", 0).put("outcome", EVIL).put("reason", "x").build();
      var receipt =
          JsonValue.object()
              .put("verdicts", new JsonValue.JsonArray(List.of(verdict)))
              .put("accord", EVIL)
              .build();
      var signed = Jws.sign(SignedReceipt.TYPE, CanonicalJson.bytes(receipt), keys).bytes();
      trio.lies.client().post("accords/" + Trio.ABUSED + "/receipts", signed);
      trio.lies.says(Trio.ABUSED, "out/releases", (EVIL + "\n\n" + EVIL).getBytes(UTF_8));
      long told = trio.lies.told();
      trio.lies.ring(Trio.ABUSED);
      TwoNodes.await(() -> trio.lies.told() > told + 2);
      requirePlain(trio.standing(Trio.ABUSED).trouble().orElseThrow().reason());
      assertThat(lines.about("receipt=refused")).hasSize(1);
      for (var line : lines.about("")) {
        assertThat(line).doesNotContain("\n", "\r", "\u001b", "\u202e", "\u009b", "\" alarm=\"");
      }
    }
  }
}
