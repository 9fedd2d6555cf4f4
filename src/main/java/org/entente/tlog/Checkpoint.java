package org.entente.tlog;

import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;

/// The head of a log at one size (tlog-checkpoint), three lines and no extension lines:
///
///     node.cert.example/entente/accord--6f1c…/identity--a1…-identity--b2…/1
///     20852163
///     CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
public record Checkpoint(LogOrigin origin, long size, Sha256 root) {
  public Checkpoint {
    if (size < 0) {
      throw new IllegalArgumentException("a tree has no negative size: " + size);
    }
  }

  /// The note text that is signed, with its final newline.
  public String text() {
    return origin + "\n" + size + "\n" + root.base64() + "\n";
  }

  /// Accepts exactly what [#text] writes.
  static Checkpoint parse(String text) throws ProofInvalid {
    var lines = text.split("\n", -1);
    if (lines.length != 4 || !lines[3].isEmpty()) {
      throw new ProofInvalid("checkpoint: expected three lines, found " + (lines.length - 1));
    }
    try {
      var checkpoint =
          new Checkpoint(
              new LogOrigin(lines[0]), Long.parseLong(lines[1]), Sha256.ofBase64(lines[2]));
      if (checkpoint.text().equals(text)) {
        return checkpoint;
      }
    } catch (IllegalArgumentException e) {
      throw new ProofInvalid("checkpoint: " + e.getMessage());
    }
    throw new ProofInvalid("checkpoint: not in its one form, for instance leading zeroes");
  }
}
