package org.entente.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.entente.crypto.ProofInvalid;
import org.entente.ledger.Vectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TlogProofTest {
  private String text = "";

  @BeforeEach
  void read() throws Exception {
    text = Vectors.log().string("proof").orElseThrow();
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
