package org.entente.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.entente.accord.KeyUse;
import org.entente.crypto.ProofInvalid;
import org.entente.tlog.Checkpoint;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.Merkle;
import org.entente.tlog.SignedCheckpoint;
import org.junit.jupiter.api.Test;

/// A key is good for the one use it is listed for, whatever it could sign.
class TrustedKeysTest {
  private static final PartyWithKeys X = PartyWithKeys.of("identity--x");
  private static final LogOrigin ORIGIN = LogOrigin.of("node.example", "accord--a", "x", "y", 1);

  private static SignedCheckpoint signed() {
    var head = new Checkpoint(ORIGIN, 0, Merkle.emptyRoot());
    var bare = new SignedCheckpoint(head, List.of());
    return X.holder().sign(X.author(ORIGIN).sign(bare, Instant.EPOCH), Instant.EPOCH);
  }

  /// The same keys, all listed for this use.
  private static TrustedKeys allFor(KeyUse use) {
    return new TrustedKeys(
        X.id(),
        X.keys().keys().stream()
            .map(key -> new TrustedKeys.Key(key.kid(), use, key.key()))
            .toList());
  }

  @Test
  void a_key_has_its_name_for_its_use_only() {
    for (var key : X.keys().keys()) {
      for (var use : KeyUse.values()) {
        var found = X.keys().named(use, key.kid());
        if (use == key.use()) {
          assertThat(found).contains(key.key());
        } else {
          assertThat(found).as("%s for %s", key.kid(), use).isEmpty();
        }
      }
      assertThat(X.keys().named(key.use(), "another")).isEmpty();
    }
  }

  @Test
  void a_log_is_signed_by_log_keys_and_held_by_hold_keys() throws Exception {
    X.keys().requireLogSigned(signed());
    assertThat(X.keys().requireHolderSigned(signed())).isEqualTo(X.holder().keys());
    for (var use : KeyUse.values()) {
      var listed = allFor(use);
      if (use != KeyUse.LOG) {
        assertThatThrownBy(() -> listed.requireLogSigned(signed()))
            .isInstanceOf(ProofInvalid.class)
            .hasMessageContaining("identity--x has no log keys");
      }
      if (use != KeyUse.HOLD) {
        assertThatThrownBy(() -> listed.requireHolderSigned(signed()))
            .isInstanceOf(ProofInvalid.class)
            .hasMessageContaining("identity--x has no hold keys");
      }
    }
  }
}
