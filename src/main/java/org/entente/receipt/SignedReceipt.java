package org.entente.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.entente.crypto.Algorithm;
import org.entente.crypto.Jws;
import org.entente.crypto.Jws.KeyInUse;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.VerifyingKey;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.MalformedJson;
import org.entente.tlog.NoteKeys;
import org.entente.tlog.SignedCheckpoint;

/// A receipt as it is sent: a JWS (`typ` entente-receipt+jws) of the holder's two `node` keys over
/// the members of [Receipt] and two more:
///
///     "checkpoint":"<the cosigned note>"   covers `to`, signed by the holder's `hold` keys
///     "index":9                            where the holder's own log commits to this receipt
///
/// The checkpoint may be larger than `to`, when more was held by the time this was signed: no holder
/// ever cosigns a size smaller than one it cosigned before.
public record SignedReceipt(Receipt receipt, long index, SignedCheckpoint checkpoint, Jws jws) {
  public static final String TYPE = "entente-receipt+jws";
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  private static final EnumSet<Algorithm> BOTH = EnumSet.of(Algorithm.ED25519, Algorithm.ML_DSA_65);

  /// Signs with the node keys. The checkpoint is already cosigned.
  public static SignedReceipt sign(
      Receipt receipt, long index, SignedCheckpoint cosigned, List<KeyInUse> nodeKeys) {
    var jws = Jws.sign(TYPE, payload(receipt, index, cosigned), nodeKeys);
    return new SignedReceipt(receipt, index, cosigned, jws);
  }

  /// Reads one, believing nothing yet.
  public static SignedReceipt parse(byte[] bytes) throws ProofInvalid {
    if (bytes.length > MAX_BYTES) {
      throw new ProofInvalid("receipt: longer than " + MAX_BYTES + " bytes");
    }
    return of(Jws.parse(bytes));
  }

  static SignedReceipt of(Jws jws) throws ProofInvalid {
    if (jws.payload().length > MAX_BYTES) {
      throw new ProofInvalid("receipt: longer than " + MAX_BYTES + " bytes");
    }
    try {
      var json = Json.parseObject(jws.payload());
      var receipt = Receipt.of(json);
      var note = SignedCheckpoint.parse(Receipt.text(json, "checkpoint").getBytes(UTF_8));
      var signed = new SignedReceipt(receipt, Receipt.number(json, "index"), note, jws);
      if (signed.index < 0) {
        throw new ProofInvalid("receipt: no entry has the number " + signed.index);
      }
      if (!Arrays.equals(payload(receipt, signed.index, note), jws.payload())) {
        throw new ProofInvalid("receipt: not in canonical form, or with unknown members");
      }
      return signed;
    } catch (MalformedJson e) {
      throw new ProofInvalid("receipt: " + e.getMessage());
    }
  }

  private static byte[] payload(Receipt receipt, long index, SignedCheckpoint checkpoint) {
    return CanonicalJson.bytes(
        receipt.members().put("checkpoint", checkpoint.toString()).put("index", index).build());
  }

  /// That both node keys and both hold keys of the holder signed, and that the checkpoint covers
  /// the range. Whether the roots are those of the log is for the log's author to compare.
  public void verify(Function<String, Optional<VerifyingKey>> nodeKeys, NoteKeys holder)
      throws ProofInvalid {
    jws.verify(TYPE, nodeKeys);
    var algorithms = EnumSet.noneOf(Algorithm.class);
    jws.signatures().forEach(signed -> algorithms.add(signed.algorithm()));
    if (!algorithms.equals(BOTH)) {
      throw new ProofInvalid(
          "receipt: expected signatures by %s, found %s".formatted(BOTH, algorithms));
    }
    holder.verify(checkpoint);
    var head = checkpoint.checkpoint();
    if (!head.origin().equals(receipt.log()) || head.size() < receipt.to()) {
      throw new ProofInvalid(
          "receipt for %s up to %d carries a checkpoint of %s at size %d"
              .formatted(receipt.log(), receipt.to(), head.origin(), head.size()));
    }
    if (head.size() == receipt.to() && !head.root().equals(receipt.root())) {
      throw new ProofInvalid(
          "receipt for %s: root %s at size %d, its checkpoint has %s"
              .formatted(
                  receipt.log(), receipt.root().base64(), receipt.to(), head.root().base64()));
    }
  }

  public byte[] bytes() {
    return jws.bytes();
  }

  /// The verdict on an entry of the range; empty when it was applied.
  public Optional<Verdict> verdict(long entry) {
    return receipt.verdicts().stream().filter(verdict -> verdict.index() == entry).findFirst();
  }

  public boolean covers(long entry) {
    return receipt.from() <= entry && entry < receipt.to();
  }
}
