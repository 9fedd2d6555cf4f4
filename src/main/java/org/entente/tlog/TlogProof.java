package org.entente.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;

/// That one entry is in a log, in a form that needs nothing else but the keys (tlog-proof):
///
///     c2sp.org/tlog-proof@v1
///     index 17
///     gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=     from the leaf's sibling upward
///     B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=
///
///     node.cert.example/entente/…                      the signed checkpoint, verbatim
///     …
///
/// Written without the optional `extra` line; one that is received is not accepted, since nothing
/// vouches for it.
public record TlogProof(long index, List<Sha256> inclusion, SignedCheckpoint checkpoint) {
  private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";
  private static final int MAX_HASHES = 63;

  public TlogProof {
    if (index < 0) {
      throw new IllegalArgumentException("no entry has the number " + index);
    }
    inclusion = List.copyOf(inclusion);
  }

  public static TlogProof parse(byte[] bytes) throws ProofInvalid {
    var text = new String(bytes, UTF_8);
    int end = text.indexOf("\n\n");
    if (end < 0) {
      throw new ProofInvalid("tlog-proof: no empty line before the checkpoint");
    }
    var lines = text.substring(0, end).split("\n", -1);
    if (lines.length < 2 || !lines[0].equals(FIRST_LINE) || !lines[1].startsWith("index ")) {
      throw new ProofInvalid("tlog-proof: expected \"" + FIRST_LINE + "\" and an index line");
    }
    if (lines.length - 2 > MAX_HASHES) {
      throw new ProofInvalid("tlog-proof: more than %d hashes".formatted(MAX_HASHES));
    }
    try {
      var inclusion = new ArrayList<Sha256>();
      for (int i = 2; i < lines.length; i++) {
        inclusion.add(Sha256.ofBase64(lines[i]));
      }
      long index = Long.parseLong(lines[1].substring("index ".length()));
      var checkpoint = SignedCheckpoint.parse(text.substring(end + 2).getBytes(UTF_8));
      var proof = new TlogProof(index, inclusion, checkpoint);
      if (Arrays.equals(proof.bytes(), bytes)) {
        return proof;
      }
    } catch (IllegalArgumentException e) {
      throw new ProofInvalid("tlog-proof: " + e.getMessage());
    }
    throw new ProofInvalid("tlog-proof: not in its one form");
  }

  /// That these bytes are entry [#index] of the log that this checkpoint, signed by these keys,
  /// describes.
  public void verify(byte[] entry, NoteKeys keys) throws ProofInvalid {
    keys.verify(checkpoint);
    requireIncluded(entry);
  }

  /// The same under a checkpoint whose signatures the caller has verified.
  public void requireIncluded(byte[] entry) throws ProofInvalid {
    var head = checkpoint.checkpoint();
    Proofs.verifyInclusion(Merkle.leafHash(entry), index, head.size(), inclusion, head.root());
  }

  public byte[] bytes() {
    return toString().getBytes(UTF_8);
  }

  @Override
  public String toString() {
    var text = new StringBuilder(FIRST_LINE).append("\nindex ").append(index).append('\n');
    inclusion.forEach(hash -> text.append(hash.base64()).append('\n'));
    return text.append('\n').append(checkpoint).toString();
  }
}
